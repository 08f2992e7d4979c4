import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { Attempts } from '../enrollments/attempts.service';
import type { Passage } from '../enrollments/enrollment';
import { grouped } from '../enrollments/grouped';
import { RunningRows } from '../enrollments/running-rows';
import { Endings } from '../signals/endings.service';
import { Walk, type Party, type Walked } from './walk.service';

/** Enrollments taken in hand in one transaction. */
const BATCH = 1_000;

/** Whoever cannot take a step, since what it asks has come to nothing, tries again so much later. */
const RETRY_MS = 15 * 60_000;

const LOCK_WAIT_MS = 5_000;

/**
 * The engine: takes due enrollments in hand, a batch per transaction, and walks them on. Any number of engines may run at once; what one holds
 * the others leave alone, and what a dead one held is free again. Everything it does is rows, so that a batch happens as a whole or not at all.
 */
@Injectable()
export class Advance {
  constructor(
    private readonly db: Database,
    private readonly rows: RunningRows,
    private readonly endings: Endings,
    private readonly walk: Walk,
    private readonly attempts: Attempts,
  ) {}

  /** Batch after batch, in turns between the workspace's sequences, until nothing is due. Returns how many enrollments were taken in hand. */
  async run(workspaceId: string, signal: AbortSignal, now?: Date): Promise<number> {
    let total = 0;
    for (let isMore = true; isMore && !signal.aborted;) {
      isMore = false;
      const at = now ?? (await this.rows.sequences.now());
      for (const sequenceId of await this.rows.sequences.withDue(workspaceId, at)) {
        if (signal.aborted) break;
        const count = await this.step(workspaceId, sequenceId, now);
        total += count;
        isMore ||= count > 0;
      }
    }
    return total;
  }

  /** One batch of one sequence, if it is running; returns how many. */
  async step(workspaceId: string, sequenceId: string, given?: Date): Promise<number> {
    return this.db.transaction(async () => {
      if (!(await this.rows.sequences.holdActive(workspaceId, sequenceId))) return 0;
      await this.db.limitWaiting(LOCK_WAIT_MS);
      const now = given ?? (await this.rows.sequences.now());
      const due = await this.rows.passages.claimDue(workspaceId, sequenceId, { now, limit: BATCH });
      const workspaceZone = await this.rows.sequences.workspaceZone(workspaceId);
      for (const [version, passages] of grouped(due, (passage) => passage.version))
        await this.advance({ workspaceId, sequenceId, version, passages, now, workspaceZone });
      return due.length;
    });
  }

  private async advance(party: Party): Promise<void> {
    const { workspaceId, passages, now } = party;
    const asked = await this.attempts.attempt(() => this.letGo(party));
    const walked: Walked = asked.ok
      ? await this.walk.run({ ...party, passages: asked.value })
      : { staying: [], ended: [], taken: [], stuck: [{ passages: [...passages], problem: asked.problem }] };
    const retryAt = new Date(now.getTime() + RETRY_MS);
    const stuck = walked.stuck.flatMap((group) => group.passages);
    await this.rows.passages.move(workspaceId, [
      ...walked.staying,
      ...stuck.map((passage) => ({ ...passage, dueAt: retryAt })),
    ]);
    const ending = { status: 'completed', reason: 'end', details: null } as const;
    await this.rows.passages.end(
      workspaceId,
      walked.ended.map((passage) => ({ passage, ending })),
      now,
    );
    await this.rows.passages.log(workspaceId, walked.taken);
    for (const { passages: held, problem } of walked.stuck)
      await this.rows.passages.setAside(workspaceId, idsOf(held), { problem, retryAt });
  }

  /** Ends whoever has a reason to leave; the others go on. */
  private async letGo({ workspaceId, passages, now }: Party): Promise<Passage[]> {
    const endings = await this.endings.find(workspaceId, passages, { now });
    const ended = passages.flatMap((passage) => {
      const ending = endings.get(passage.id);
      return ending ? [{ passage, ending }] : [];
    });
    await this.endings.apply(workspaceId, ended, now);
    return passages.filter(({ id }) => !endings.has(id));
  }
}

function idsOf(passages: readonly Passage[]): string[] {
  return passages.map(({ id }) => id);
}
