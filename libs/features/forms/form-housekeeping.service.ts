import { Injectable } from '@nestjs/common';
import { systemActor } from '@features/accounts';
import { BulkContactsService } from '@features/contacts';
import { UnconfirmedRepository } from './submissions/unconfirmed.repository';

/** The workspace's `unconfirmedDays` where those are fewer. */
const KEPT_DAYS = { spam: 30, held: 7 };
/** People forgotten at once; the rest at the next time. */
const STRETCH = 1_000;

/** What nobody confirmed is nobody's data to keep: one meaning with pending subscriptions, `unconfirmedDays` of the workspace. */
@Injectable()
export class FormHousekeeping {
  constructor(
    private readonly unconfirmed: UnconfirmedRepository,
    private readonly contacts: BulkContactsService,
  ) {}

  /** Forgets spam, what no button was pressed for, what was never confirmed, and contacts who came for that alone. Safe to repeat. */
  async forgetUnconfirmed(
    now = new Date(),
  ): Promise<{ formSubmissions: number; unconfirmedFormContacts: number }> {
    const unconfirmedFormContacts = await this.forgetStrangers(now);
    return { formSubmissions: await this.unconfirmed.delete(now, KEPT_DAYS), unconfirmedFormContacts };
  }

  private async forgetStrangers(now: Date): Promise<number> {
    let forgotten = 0;
    for (;;) {
      const strangers = await this.unconfirmed.findStrangers(now, STRETCH);
      let stretch = 0;
      for (const { workspaceId, ids } of strangers)
        stretch += await this.contacts.forget(systemActor(workspaceId), ids, 'never confirmed');
      forgotten += stretch;
      // None when all of them are held by somebody else.
      if (stretch === 0) return forgotten;
    }
  }
}
