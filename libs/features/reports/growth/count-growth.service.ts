import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { Database } from '@platform/database';
import { keptFrom } from '../kept/kept-answer';
import { KeptGrowthRepository, type Days, type GrowthState } from './kept-growth.repository';

/** Days before today that are counted again each time: what is written within a day after it happened leaves no mark. */
const OPEN_DAYS = 3;
/** Of the first count, in one transaction. */
const DAYS_AT_ONCE = 183;
const EVERY_MS = 60_000;
/** Counting may take this part of the time. */
const REST = 20;
/** Until a small workspace is looked at again, and one that could not be counted. */
const AGAIN_AFTER_MS = 600_000;
const TIMEOUT_MS = 120_000;
const STATEMENT_MEMORY_MB = 256;

/** Keeps the sums that the report on growth reads. */
@Injectable()
export class CountGrowth {
  constructor(
    private readonly db: Database,
    private readonly kept: KeptGrowthRepository,
  ) {}

  /**
   * Counts what is due until nothing is or `signal` aborts: one workspace after the other, half a year of a first count at a time. Safe to
   * run several times at once: one worker has a workspace. Returns how many steps were taken.
   */
  async run(
    signal?: AbortSignal,
    { from = keptFrom.audience, now = new Date() }: { from?: number; now?: Date } = {},
  ): Promise<number> {
    await this.kept.plan();
    let steps = 0;
    for (let isMore = true; isMore;) {
      const before = steps;
      for (const workspaceId of signal?.aborted ? [] : await this.kept.due()) {
        if (signal?.aborted) break;
        if (await this.attempt(workspaceId, { from, now })) steps += 1;
      }
      isMore = steps > before;
    }
    return steps;
  }

  private async attempt(workspaceId: string, options: { from: number; now: Date }): Promise<boolean> {
    try {
      return await this.db.transaction(() => this.step(workspaceId, options));
    } catch (error) {
      await this.kept.postpone(workspaceId, AGAIN_AFTER_MS);
      throw error;
    }
  }

  private async step(workspaceId: string, { from, now }: { from: number; now: Date }): Promise<boolean> {
    const state = await this.kept.hold(workspaceId);
    if (state === null) return false;
    await this.db.limit(TIMEOUT_MS, { statementMemoryMb: STATEMENT_MEMORY_MB });
    if (!(await this.kept.hasContacts(workspaceId, from))) {
      await this.kept.giveUp(workspaceId, AGAIN_AFTER_MS);
      return true;
    }
    if (state.countedUntil === null || state.zone !== state.zoneNow) {
      // Committed before anything is counted: from then on no mark is dropped.
      await this.kept.begin(workspaceId, state.zoneNow);
      return true;
    }
    await this.count(workspaceId, { ...state, countedUntil: state.countedUntil }, now);
    return true;
  }

  private async count(
    workspaceId: string,
    { zone, countedUntil }: GrowthState & { countedUntil: string },
    now: Date,
  ): Promise<void> {
    const startedAt = performance.now();
    const today = DateTime.fromJSDate(now, { zone });
    const open = dayOf(today.minus({ days: OPEN_DAYS }));
    if (countedUntil < open) {
      const next = dayOf(DateTime.fromISO(countedUntil, { zone: 'utc' }).plus({ days: DAYS_AT_ONCE }));
      const until = next < open ? next : open;
      await this.countDays(workspaceId, { first: countedUntil, until }, zone);
      await this.kept.reached(workspaceId, until);
      return;
    }
    for (const month of await this.kept.takeMarks(workspaceId, zone)) {
      const first = DateTime.fromISO(`${month}-01`, { zone: 'utc' });
      const until = dayOf(first.plus({ months: 1 }));
      const days = { first: dayOf(first), until: until < open ? until : open };
      if (days.first < open) await this.countDays(workspaceId, days, zone);
    }
    await this.countDays(workspaceId, { first: open, until: dayOf(today.plus({ days: 2 })) }, zone);
    await this.kept.complete(workspaceId, open, Math.max(EVERY_MS, REST * (performance.now() - startedAt)));
  }

  private async countDays(workspaceId: string, days: Days, zone: string): Promise<void> {
    // A midnight may be there twice or not at all; which day a row belongs to is told by its own time.
    const from = DateTime.fromISO(days.first, { zone }).minus({ hours: 3 }).toJSDate();
    const to = DateTime.fromISO(days.until, { zone }).plus({ hours: 3 }).toJSDate();
    await this.kept.count(workspaceId, { ...days, from, to, zone });
  }
}

function dayOf(moment: DateTime): string {
  return moment.toFormat('yyyy-MM-dd');
}
