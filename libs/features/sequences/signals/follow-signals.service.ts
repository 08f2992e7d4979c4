import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { grouped } from '../enrollments/grouped';
import { PassagesRepository } from '../enrollments/passages.repository';
import { RunningSequencesRepository } from '../enrollments/running-sequences.repository';
import { SignalEffects, type Trouble } from './signal-effects.service';
import { SignalsRepository, type Signal } from './signals.repository';

export interface Followed {
  /** How many were followed. */
  signals: number;
  troubles: Trouble[];
}

/** Signals taken at once. */
const BATCH = 1_000;

/**
 * Turns what happened to contacts into entries, endings and wake-ups: in the order in which it happened to each contact, for many contacts at once.
 * Safe to run anywhere and any number of times; one run per workspace at a time, the others leave at once.
 */
@Injectable()
export class FollowSignals {
  constructor(
    private readonly db: Database,
    private readonly signals: SignalsRepository,
    private readonly passages: PassagesRepository,
    private readonly sequences: RunningSequencesRepository,
    private readonly effects: SignalEffects,
  ) {}

  /** Until nothing is left that can be taken in hand now. */
  async run(workspaceId: string, signal: AbortSignal, now?: Date): Promise<Followed> {
    const all: Followed = { signals: 0, troubles: [] };
    for (let after: number | null = 0; after !== null && !signal.aborted;) {
      const from: number = after;
      const step = await this.db.transaction(() => this.step(workspaceId, { after: from, now }));
      all.signals += step.signals;
      all.troubles.push(...step.troubles);
      after = step.last;
    }
    return all;
  }

  private async step(
    workspaceId: string,
    { after, now: given }: { after: number; now: Date | undefined },
  ): Promise<Followed & { last: number | null }> {
    if (!(await this.signals.lock(workspaceId))) return { signals: 0, troubles: [], last: null };
    const now = given ?? (await this.sequences.now());
    const read = await this.signals.read(workspaceId, { after, now, limit: BATCH });
    const ours = await this.withoutHeld(workspaceId, read);
    const troubles: Trouble[] = [];
    for (const round of roundsOf(ours)) troubles.push(...(await this.effects.apply(workspaceId, round, now)));
    await this.signals.remove(
      workspaceId,
      ours.map(({ id }) => id),
    );
    const last = read.length === BATCH ? (read.at(-1)?.id ?? null) : null;
    return { signals: ours.length, troubles, last };
  }

  /** Signals of contacts whom an engine is moving at this moment wait for the next run: nobody's lock is waited for. */
  private async withoutHeld(workspaceId: string, signals: readonly Signal[]): Promise<Signal[]> {
    const contactIds = [...new Set(signals.map(({ contactId }) => contactId))].sort();
    if (contactIds.length === 0) return [];
    const locked = grouped(
      await this.passages.lockOfContacts(workspaceId, contactIds),
      (one) => one.contactId,
    );
    const all = await this.passages.countOfContacts(workspaceId, contactIds);
    return signals.filter(
      ({ contactId }) => (locked.get(contactId)?.length ?? 0) === (all.get(contactId) ?? 0),
    );
  }
}

/** The first signal of each contact, then the second of each, and so on. */
export function roundsOf(signals: readonly Signal[]): Signal[][] {
  const rounds: Signal[][] = [];
  const byContact = grouped(signals, ({ contactId }) => contactId);
  for (const own of byContact.values()) {
    own.sort((a, b) => a.occurredAt.getTime() - b.occurredAt.getTime() || a.id - b.id);
    own.forEach((signal, index) => (rounds[index] ??= []).push(signal));
  }
  return rounds;
}
