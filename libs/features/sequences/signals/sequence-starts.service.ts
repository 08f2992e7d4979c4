import { Injectable } from '@nestjs/common';
import { Entries } from '../enrollments/entries.service';
import {
  RunningSequencesRepository,
  type RunningSequence,
} from '../enrollments/running-sequences.repository';
import { RunningVersions } from '../enrollments/running-versions.service';
import { SequenceListenersRepository } from './sequence-listeners.repository';
import { SignalMatches } from './signal-matches.service';
import type { Signal } from './signals.repository';
import { triggerEvent } from './trigger-events';

/** An event that arrives later than this starts nothing: it is history that somebody loads, and not news. */
export const LATEST_START_MS = 7 * 24 * 3600_000;

/** Enrols contacts by what happened to them. Paused sequences take people in as well, who wait until it goes on. */
@Injectable()
export class SequenceStarts {
  constructor(
    private readonly listeners: SequenceListenersRepository,
    private readonly sequences: RunningSequencesRepository,
    private readonly versions: RunningVersions,
    private readonly matches: SignalMatches,
    private readonly entries: Entries,
  ) {}

  /** Sequences that these signals may start. */
  async listening(workspaceId: string, signals: readonly Signal[]): Promise<RunningSequence[]> {
    const names = [...new Set(signals.flatMap(({ name }) => (name === null ? [] : [name])))];
    if (names.length === 0) return [];
    const ids = await this.listeners.startedBy(workspaceId, names);
    return ids.length === 0 ? [] : this.sequences.open(workspaceId, ids);
  }

  /** In the caller's transaction; returns how many entered. Throws `segment.invalid-tree`. */
  async start(
    workspaceId: string,
    sequence: RunningSequence,
    { signals, now }: { signals: readonly Signal[]; now: Date },
  ): Promise<number> {
    const graph = await this.versions.graph(workspaceId, sequence.id, sequence.version);
    const news = signals.filter(({ occurredAt }) => now.getTime() - occurredAt.getTime() <= LATEST_START_MS);
    let entered = 0;
    for (const trigger of graph.triggers) {
      const condition = triggerEvent(trigger);
      if (condition === null) continue;
      const matching = await this.matches.of(workspaceId, condition, { signals: news, now });
      const answers = await this.entries.enter(workspaceId, sequence, {
        candidates: matching.map(({ contactId, occurredAt, name, eventId }) => ({
          contactId,
          since: occurredAt,
          trigger: { event: name, id: eventId },
        })),
        now,
      });
      entered += answers.filter(({ enrollmentId }) => enrollmentId !== null).length;
    }
    return entered;
  }
}
