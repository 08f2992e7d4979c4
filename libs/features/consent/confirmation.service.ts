import { Injectable } from '@nestjs/common';
import { AddressHasher } from '@features/contacts';
import { ConfirmationRepository, type AddressStanding, type AgreedTopic } from './confirmation.repository';
import type { Evidence } from './consent';

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

  /** How the address stands to the workspace, and to these topics. `emailKey` as `parseEmailAddress` gives it. */
  async standing(
    workspaceId: string,
    address: { emailKey: string; topicIds: readonly string[] },
  ): Promise<AddressStanding> {
    const hash = this.hasher.hash(workspaceId, address.emailKey);
    return this.confirmations.standing(workspaceId, { ...address, hash });
  }

  /** Somebody asked for these topics in the contact's name: changes no subscription that there is, and is recorded. */
  async request(
    workspaceId: string,
    person: { contactId: string; agreed: readonly AgreedTopic[] },
    evidence: Evidence,
  ): Promise<void> {
    if (person.agreed.length > 0) await this.confirmations.request(workspaceId, person, evidence);
  }

  /**
   * Subscribes. `confirmed`: the person proved to own the address, so it also takes back that person's own unsubscribing
   * (never a bounce or a complaint). `subscribed`: without proof, so who has left stays away.
   */
  async subscribe(
    workspaceId: string,
    person: { contactId: string; agreed: readonly AgreedTopic[]; action: 'confirmed' | 'subscribed' },
    evidence: Evidence,
  ): Promise<void> {
    if (person.agreed.length > 0) await this.confirmations.subscribe(workspaceId, person, evidence);
  }
}
