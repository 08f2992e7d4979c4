import { Injectable } from '@nestjs/common';
import { AddressHasher } from '@features/contacts';
import { ConfirmationRepository, type AddressStanding, type Agreement } from './confirmation.repository';

/**
 * Subscriptions by double opt-in: what was asked for waits as `pending`, and counts once the person confirmed. Takes part in the
 * caller's transaction. Archived and unknown topics are left out silently: the person cannot mend them.
 */
@Injectable()
export class ConfirmationService {
  constructor(
    private readonly confirmations: ConfirmationRepository,
    private readonly hasher: AddressHasher,
  ) {}

  /** How addresses stand to the workspace and to the topics asked for, in their order. `emailKey` as `parseEmailAddress` gives it. */
  async standings(
    workspaceId: string,
    addresses: readonly { emailKey: string; topicIds: readonly string[] }[],
  ): Promise<AddressStanding[]> {
    if (addresses.length === 0) return [];
    return this.confirmations.standings(
      workspaceId,
      addresses.map(({ emailKey, topicIds }) => ({
        emailKey,
        topicIds,
        hash: this.hasher.hex(workspaceId, emailKey),
      })),
    );
  }

  /** Somebody asked for these topics in the contacts' names: changes no subscription that there is, and is recorded. */
  async request(workspaceId: string, agreements: readonly Agreement[]): Promise<void> {
    const asked = agreements.filter(({ agreed }) => agreed.length > 0);
    if (asked.length > 0) await this.confirmations.request(workspaceId, asked);
  }

  /**
   * Subscribes. `confirmed`: the people proved to own their addresses, so it also takes back their own unsubscribing
   * (never a bounce or a complaint). `subscribed`: without proof, so who has left stays away.
   */
  async subscribe(
    workspaceId: string,
    agreements: readonly Agreement[],
    action: 'confirmed' | 'subscribed',
  ): Promise<void> {
    const asked = agreements.filter(({ agreed }) => agreed.length > 0);
    if (asked.length > 0) await this.confirmations.subscribe(workspaceId, asked, action);
  }
}
