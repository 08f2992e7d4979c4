import { Injectable } from '@nestjs/common';
import { IdempotencyRepository } from './idempotency.repository';
import { SessionsRepository } from './sessions.repository';
import { ThrottlesRepository } from './throttles.repository';

/** Rows that were forgotten. */
export interface ForgottenRows {
  sessions: number;
  throttles: number;
  idempotencyKeys: number;
}

/** Removes sessions, throttles and idempotency keys whose time is over. Safe to repeat at any time. */
@Injectable()
export class AccountsHousekeepingService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly throttles: ThrottlesRepository,
    private readonly idempotencyKeys: IdempotencyRepository,
  ) {}

  async forgetEnded(): Promise<ForgottenRows> {
    return {
      sessions: await this.sessions.deleteEnded(),
      throttles: await this.throttles.deleteEnded(),
      idempotencyKeys: await this.idempotencyKeys.deleteOld(),
    };
  }
}
