import { Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { OldLogsRepository } from './old-logs.repository';

/** Rows deleted by one statement: a lock is never held for long. */
const STRETCH = 5_000;

/** Deletes the logs of passages that ended long ago. That somebody was in a sequence, when, and how it ended is kept. */
@Injectable()
export class SequenceHousekeeping {
  constructor(
    private readonly logs: OldLogsRepository,
    private readonly settings: Settings,
  ) {}

  /** Safe to repeat at any time. */
  async forgetOld(): Promise<{ sequenceLogs: number; sequenceDates: number }> {
    const { logRetentionDays } = this.settings.sequences;
    return {
      sequenceLogs: await all(() => this.logs.forgetSteps(logRetentionDays, STRETCH)),
      sequenceDates: await all(() => this.logs.forgetDates(STRETCH)),
    };
  }
}

async function all(forget: () => Promise<number>): Promise<number> {
  let sum = 0;
  for (;;) {
    const count = await forget();
    sum += count;
    if (count < STRETCH) return sum;
  }
}
