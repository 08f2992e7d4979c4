import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { SendingStart } from './sending-start.service';
import type { SequenceMessage } from './sequence-message';
import { SequenceMessagesRepository } from './sequence-messages.repository';

/**
 * Mail that sequences send, through the same ledger as everything else: one row per enrollment, step and visit, whatever crashes.
 * Consent, suppressions, caps and quiet hours are asked when a worker claims the row; what came of it is the delivery's status
 * and reason.
 */
@Injectable()
export class SequenceMessages {
  constructor(
    private readonly database: Database,
    private readonly messages: SequenceMessagesRepository,
    private readonly sending: SendingStart,
  ) {}

  /**
   * Stores up to some thousand messages in one statement, and has them sent after the commit of the caller's transaction. A step
   * that was taken before, and a contact that is gone, add nothing. Returns how many were added.
   */
  async add(workspaceId: string, messages: readonly SequenceMessage[]): Promise<number> {
    if (messages.length === 0) return 0;
    return this.database.transaction(async () => {
      const added = await this.messages.add(workspaceId, messages);
      await this.database.afterCommit(() => this.sending.start({ workspaceId, kind: 'sequence' }, added));
      return added.length;
    });
  }

  /**
   * Takes back what is not on its way yet, because the contacts left the sequence; the ledger says `cancelled` and why. In the
   * caller's transaction. Returns how many.
   */
  async withdraw(workspaceId: string, enrollmentIds: readonly string[], reason: string): Promise<number> {
    if (enrollmentIds.length === 0) return 0;
    return this.database.transaction(() => this.messages.withdraw(workspaceId, enrollmentIds, reason));
  }
}
