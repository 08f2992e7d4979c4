import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { Attempts } from '../enrollments/attempts.service';
import type { Passage } from '../enrollments/enrollment';
import { grouped } from '../enrollments/grouped';
import { RunningRows } from '../enrollments/running-rows';
import type { PublishedGraph } from '../graph/sequence-graph';
import { Conditions } from './conditions.service';
import { Endings } from './endings.service';

const AT_ONCE = 1_000;

interface TreeWait {
  condition: { tree: Record<string, unknown> };
  passages: Passage[];
}

/** Asks goals, exits and waits that are rule trees about everybody inside: time alone may have changed the answer, which nothing tells. */
@Injectable()
export class LookAgain {
  constructor(
    private readonly db: Database,
    private readonly rows: RunningRows,
    private readonly endings: Endings,
    private readonly conditions: Conditions,
    private readonly attempts: Attempts,
  ) {}

  async run(
    workspaceId: string,
    sequenceId: string,
    { signal, now }: { signal: AbortSignal; now: Date },
  ): Promise<void> {
    for (let after: string | null = null, isMore = true; isMore && !signal.aborted;) {
      const from: string | null = after;
      const page: Passage[] = await this.db.transaction(async () => {
        const locked = await this.rows.passages.lockAfter(workspaceId, sequenceId, {
          after: from,
          limit: AT_ONCE,
        });
        for (const [version, passages] of grouped(locked, (one) => one.version))
          await this.attempts.attempt(() => this.ask(workspaceId, passages, { sequenceId, version, now }));
        return locked;
      });
      after = page.at(-1)?.id ?? null;
      isMore = page.length === AT_ONCE;
    }
  }

  private async ask(
    workspaceId: string,
    passages: readonly Passage[],
    { sequenceId, version, now }: { sequenceId: string; version: number; now: Date },
  ): Promise<void> {
    const graph = await this.rows.sequences.graph(workspaceId, sequenceId, version);
    if (!graph) return;
    const endings = await this.endings.find(workspaceId, passages, { now });
    const ended = passages.flatMap((passage) => {
      const ending = endings.get(passage.id);
      return ending ? [{ passage, ending }] : [];
    });
    await this.endings.apply(workspaceId, ended, now);
    const inside = passages.filter(({ id }) => !endings.has(id));
    for (const { condition, passages: waiting } of treeWaits(graph, inside)) {
      const stretches = waiting.map(({ id, contactId }) => ({ id, contactId, from: now, to: now }));
      const holding = await this.conditions.holding(workspaceId, condition, { stretches, now });
      await this.rows.passages.wake(workspaceId, [...holding.keys()], now);
    }
  }
}

function treeWaits(graph: PublishedGraph, passages: readonly Passage[]): TreeWait[] {
  return [...grouped(passages, ({ step }) => step)].flatMap(([id, waiting]) => {
    const step = graph.steps[id];
    return step?.kind === 'waitUntil' && 'tree' in step.condition
      ? [{ condition: step.condition, passages: waiting }]
      : [];
  });
}
