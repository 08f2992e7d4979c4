import { Injectable } from '@nestjs/common';
import { systemActor } from '@features/accounts';
import { BulkContactsService } from '@features/contacts';
import { ConsentHousekeepingRepository } from './consent-housekeeping.repository';

/** Rows changed by one statement: a lock is never held for long. */
const STRETCH = 1_000;

/** Ends consent whose time is over, and forgets who never confirmed. The evidence is kept. */
@Injectable()
export class ConsentHousekeeping {
  constructor(
    private readonly rows: ConsentHousekeepingRepository,
    private readonly contacts: BulkContactsService,
  ) {}

  /** Safe to repeat at any time. */
  async endConsent(
    now = new Date(),
  ): Promise<{ expiredConsents: number; unconfirmedContacts: number; unconfirmedSubscriptions: number }> {
    return {
      expiredConsents: await stretches((limit) => this.rows.expire(now, limit)),
      unconfirmedContacts: await stretches((limit) => this.forgetStrangers(now, limit)),
      unconfirmedSubscriptions: await stretches((limit) => this.rows.deletePending(now, limit)),
    };
  }

  private async forgetStrangers(now: Date, limit: number): Promise<number> {
    let forgotten = 0;
    for (const { workspaceId, ids } of await this.rows.findStrangers(now, limit))
      forgotten += await this.contacts.forget(systemActor(workspaceId), ids, 'never confirmed');
    return forgotten;
  }
}

/** Until a stretch is not full: what is locked or comes meanwhile waits for the next time. */
async function stretches(work: (limit: number) => Promise<number>): Promise<number> {
  let sum = 0;
  for (;;) {
    const count = await work(STRETCH);
    sum += count;
    if (count < STRETCH) return sum;
  }
}
