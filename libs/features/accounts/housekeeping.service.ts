import { Injectable } from '@nestjs/common';
import { IdempotencyRepository } from './idempotency.repository';
import { SessionsRepository } from './sessions.repository';
import { ThrottlesRepository } from './throttles.repository';

/** Rows that were forgotten. */
export interface HousekeepingResult {
  sessions: number;
  throttles: number;
  idempotencyKeys: number;
}

/** Removes what has ended by time. Safe to repeat at any time. */
@Injectable()
export class HousekeepingService {
  constructor(
    private readonly sessions: SessionsRepository,
    private readonly throttles: ThrottlesRepository,
    private readonly idempotencyKeys: IdempotencyRepository,
  ) {}

  async forgetEnded(): Promise<HousekeepingResult> {
    return {
      sessions: await this.sessions.deleteEnded(),
      throttles: await this.throttles.deleteEnded(),
      idempotencyKeys: await this.idempotencyKeys.deleteOld(),
    };
  }
}
