import { Injectable } from '@nestjs/common';
import { MergeContexts, PreviewsService } from '@features/templates';
import { MessageTokens } from '@features/tracking';
import { DomainError } from '@platform/errors';
import { RenderPool, type RenderedMessage } from '@platform/mail';
import { MessagePlans } from '../message-plans.service';
import type { DraftMessage } from './draft-messages.service';

/** A message as some people of the audience would get it. */
export interface SampleMessages {
  rendered: RenderedMessage[];
  /** What our own links in them begin with; null for an invented person, who has none. */
  ownAddress: string | null;
  /** Octets of the largest HTML part, with the links as they are when they are counted. */
  bytes: number;
  /** Why it could not be made for some of them, in plain words. */
  failures: string[];
}

/** Stands in for a delivery where a message is only measured: it has the length of one. */
const NO_DELIVERY = '00000000-0000-0000-0000-000000000000';

/** Makes a draft's message for a few people, by the code that sends. Nothing leaves. */
@Injectable()
export class SampleMessagesService {
  constructor(
    private readonly contexts: MergeContexts,
    private readonly plans: MessagePlans,
    private readonly previews: PreviewsService,
    private readonly tokens: MessageTokens,
    private readonly pool: RenderPool,
  ) {}

  /** With nobody to make it for, or without sender and topic, it is made for an invented person. */
  async of(message: DraftMessage, contactIds: readonly string[]): Promise<SampleMessages> {
    const { campaign, compiled, source } = message;
    if (compiled === null || !source) return { rendered: [], ownAddress: null, bytes: 0, failures: [] };
    const { senderId, topicId } = campaign;
    if (contactIds.length === 0 || senderId === null || topicId === null) {
      const { sizeBytes, ...parts } = await this.previews.preview(campaign.workspaceId, { source });
      return { rendered: [parts], ownAddress: null, bytes: sizeBytes, failures: [] };
    }
    const plan = await this.plans.build(campaign, { compiled });
    const values = await this.contexts.forContacts(campaign.workspaceId, [...contactIds], campaign);
    const ownAddress = plan.publicBaseUrl;
    const samples: SampleMessages = { rendered: [], ownAddress, bytes: 0, failures: [] };
    for (const [contactId, { email, ...recipient }] of values) {
      const { click, open, ...links } = this.tokens.forDelivery({
        deliveryId: NO_DELIVERY,
        contactId,
        topicId,
      });
      const person = { to: { address: email }, ...recipient };
      try {
        samples.rendered.push(await this.pool.render(plan, { ...person, tokens: links }));
        const { html } = await this.pool.render(plan, { ...person, tokens: { ...links, click, open } });
        samples.bytes = Math.max(samples.bytes, Buffer.byteLength(html));
      } catch (error) {
        if (!(error instanceof DomainError) || error.kind === 'unavailable') throw error;
        samples.failures.push(error.message);
      }
    }
    return samples;
  }
}
