import { Injectable } from '@nestjs/common';
import { Attempts } from '../enrollments/attempts.service';
import type { Passage } from '../enrollments/enrollment';
import { grouped } from '../enrollments/grouped';
import { PassagesRepository } from '../enrollments/passages.repository';
import { RunningVersions } from '../enrollments/running-versions.service';
import type { PublishedGraph } from '../graph/sequence-graph';
import { Endings } from './endings.service';
import { SequenceStarts } from './sequence-starts.service';
import { dependsOnContact } from './trigger-events';
import type { Signal } from './signals.repository';

/** What could not be done for one sequence; the others go on. */
export interface Trouble {
  sequenceId: string;
  problem: string;
}

/** What one round of signals does: at most one of each contact. */
@Injectable()
export class SignalEffects {
  constructor(
    private readonly passages: PassagesRepository,
    private readonly versions: RunningVersions,
    private readonly endings: Endings,
    private readonly starts: SequenceStarts,
    private readonly attempts: Attempts,
  ) {}

  /** In the caller's transaction. First whoever is in a sequence, then who enters: whoever leaves by an event may enter anew by it. */
  async apply(workspaceId: string, round: readonly Signal[], now: Date): Promise<Trouble[]> {
    const troubles: Trouble[] = [];
    const attempt = async (sequenceId: string, work: () => Promise<unknown>): Promise<void> => {
      const done = await this.attempts.attempt(work);
      if (!done.ok) troubles.push({ sequenceId, problem: done.problem });
    };
    const byContact = new Map(round.map((signal) => [signal.contactId, signal]));
    const inside = await this.passages.lockOfContacts(workspaceId, [...byContact.keys()].sort());
    for (const group of grouped(inside, ({ sequenceId, version }) => `${sequenceId} ${version}`).values())
      await attempt(group[0]?.sequenceId ?? '', () =>
        this.applyInside(workspaceId, group, { byContact, now }),
      );
    for (const sequence of await this.starts.listening(workspaceId, round))
      await attempt(sequence.id, () => this.starts.start(workspaceId, sequence, { signals: round, now }));
    return troubles;
  }

  private async applyInside(
    workspaceId: string,
    group: readonly Passage[],
    { byContact, now }: { byContact: ReadonlyMap<string, Signal>; now: Date },
  ): Promise<void> {
    const [first] = group;
    if (!first) return;
    const graph = await this.versions.graph(workspaceId, first.sequenceId, first.version);
    const until = new Map(
      group.map(({ id, contactId }) => [id, latest(byContact.get(contactId), now)] as const),
    );
    const endings = await this.endings.find(workspaceId, group, { now, until });
    await this.endings.apply(
      workspaceId,
      group.flatMap((passage) => {
        const ending = endings.get(passage.id);
        return ending ? [{ passage, ending }] : [];
      }),
      now,
    );
    const woken = group.filter(
      (passage) => !endings.has(passage.id) && wakes(graph, passage, byContact.get(passage.contactId)),
    );
    await this.passages.wake(
      workspaceId,
      woken.map(({ id }) => id),
      now,
    );
  }
}

/** What happened after the signal comes later. Without an event there is no order to keep. */
function latest(signal: Signal | undefined, now: Date): Date {
  return signal?.name && signal.occurredAt < now ? signal.occurredAt : now;
}

/** Whether what the contact waits for may have come true; the engine finds out. */
function wakes(graph: PublishedGraph, { step: id, isWaiting }: Passage, signal: Signal | undefined): boolean {
  const step = graph.steps[id];
  if (!step || !signal || !isWaiting) return false;
  if (step.kind === 'waitUntil') return 'tree' in step.condition || step.condition.event === signal.name;
  if (signal.name !== 'contact.changed' || !dependsOnContact(step, graph)) return false;
  return (
    signal.field === 'timeZone' ||
    (step.kind === 'wait' && 'until' in step && step.until.field === signal.field)
  );
}
