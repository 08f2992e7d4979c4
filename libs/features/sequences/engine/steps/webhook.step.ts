import { Injectable } from '@nestjs/common';
import { WebhookCalls } from '@features/webhooks';
import type { WebhookStep } from '../../graph/sequence-graph';
import { ContactFactsRepository } from '../contact-facts.repository';
import { everybody, type StepBatch, type StepRunner, type Verdict } from '../step-runner';

/** Promises a call per contact, which a worker of webhooks makes; what comes of it stands there, and never holds the contact up. */
@Injectable()
export class WebhookRunner implements StepRunner<WebhookStep> {
  readonly kind = 'webhook';

  constructor(
    private readonly webhooks: WebhookCalls,
    private readonly contacts: ContactFactsRepository,
  ) {}

  async run(batch: StepBatch<WebhookStep>): Promise<Map<string, Verdict>> {
    const { workspaceId, sequenceId, version, stepId, passages, step, now } = batch;
    const contactIds = passages.map(({ contactId }) => contactId);
    const contacts = await this.contacts.summaries(workspaceId, contactIds);
    await this.webhooks.enqueueMany(
      workspaceId,
      passages.map(({ id, visit, contactId }) => ({
        url: step.url,
        event: 'sequence.step',
        contactId,
        body: {
          sequence: { id: sequenceId, version, step: stepId },
          enrollment: id,
          contact: contacts.get(contactId) ?? { id: contactId },
          at: now,
        },
        occasion: `sequence-${id}-${stepId}-${visit}`,
      })),
    );
    return everybody(passages, { go: step.next, outcome: 'called' });
  }
}
