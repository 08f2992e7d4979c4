import { Injectable } from '@nestjs/common';
import { SendingHoldsService } from '@features/sending-limits';
import { MailServers } from '@features/smtp-servers';
import { domainOf } from '@platform/mail';
import { WAITING_KINDS, type Waiting } from './campaign-waits';

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
    return (
      held
        // What a provider says of a domain holds it at all servers; what a server says, only there.
        .filter(
          ({ kind, domain, provider, serverId }) =>
            (kind !== 'domain' || domain === senderDomain) &&
            ((kind === 'domain' && provider !== null) || ours.has(serverId)),
        )
        .map(({ kind, reason, heldUntil }) => ({
          kind: WAITING_KINDS[kind],
          sentence: reason,
          until: heldUntil,
          messages: null,
        }))
    );
  }
}
