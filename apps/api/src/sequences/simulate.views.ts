import type { PretendEntry, Simulation } from '@features/sequences';

/** One thing that would happen. */
export class PretendEntryView {
  /** When; an email is sent then, a wait begins. */
  at!: string;
  /** The step; null for the goal and exits. */
  step!: string | null;
  /** Kind of the step, or `goal` or `exit`. */
  kind!: string;
  /** In words: what happens. */
  does!: string;
  /** In words: why so, or then. */
  why!: string | null;
  /** The end of a wait. */
  until!: string | null;
  /** Of emails: false when it would not be sent as things are. */
  isSent!: boolean | null;
  /** The step that follows; null at the end. */
  next!: string | null;
}

/** Whether the contact would enter. */
export class PretendEntranceView {
  /** True when the sequence's filter and its re-entry rule let them in. */
  holds!: boolean;
  /** In words: why. */
  because!: string;
}

/** A walk of one contact through a sequence on a pretend clock. */
export class SimulationView {
  /** The contact; null for somebody made up. */
  contactId!: string | null;
  /** The version; null for the draft. */
  version!: number | null;
  /** When the contact enters. */
  startAt!: string;
  /** The time zone in which windows, days and texts are read. */
  zone!: string;
  /** Whether the contact would enter; the walk is shown in any case. */
  enters!: PretendEntranceView;
  /** What would happen, in order. */
  entries!: PretendEntryView[];
  /** When it would be over. */
  endsAt!: string;
  /** How it would end. */
  endedBy!: 'end' | 'goal' | 'exit';
}

export function toSimulationView(simulation: Simulation): SimulationView {
  const { contactId, version, zone, enters, endedBy } = simulation;
  return {
    contactId,
    version,
    startAt: simulation.startAt.toISOString(),
    zone,
    enters,
    entries: simulation.entries.map(toPretendEntryView),
    endsAt: simulation.endsAt.toISOString(),
    endedBy,
  };
}

function toPretendEntryView({ at, until, ...entry }: PretendEntry): PretendEntryView {
  return { ...entry, at: at.toISOString(), until: until?.toISOString() ?? null };
}
