import { Injectable } from '@nestjs/common';
import { SendingHoldsService } from '@features/sending-limits';
import { MailServers } from '@features/smtp-servers';
import { domainOf } from '@platform/mail';
import type { Waiting } from './campaign-progress';

/** What holds mail of one sender back at the moment: trouble of its mail servers, of mailbox providers, of its own name. */
@Injectable()
export class CampaignHolds {
  constructor(
    private readonly holds: SendingHoldsService,
    private readonly servers: MailServers,
  ) {}

  async of(workspaceId: string, fromEmail: string, now: Date): Promise<Waiting[]> {
    const held = (await this.holds.list(workspaceId, now)).filter(({ heldUntil }) => heldUntil !== null);
    if (held.length === 0) return [];
    const senderDomain = domainOf(fromEmail);
    const ours = new Set((await this.servers.candidates(workspaceId, senderDomain)).map(({ id }) => id));
    return held
      .filter(({ kind, domain, serverId }) =>
        kind === 'domain' ? domain === senderDomain : ours.has(serverId),
      )
      .map(({ kind, reason, heldUntil }) => ({
        kind: kind === 'server' ? 'mail-server' : 'limit',
        sentence: reason,
        until: heldUntil,
        messages: null,
      }));
  }
}
