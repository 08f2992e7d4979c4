import type { Passage } from '../enrollments/enrollment';
import type { PublishedGraph, Step, StepId } from '../graph/sequence-graph';

/** Contacts who are at one step of one version. */
export interface StepBatch<Kind extends Step = Step> {
  workspaceId: string;
  sequenceId: string;
  version: number;
  graph: PublishedGraph;
  stepId: StepId;
  step: Kind;
  passages: readonly Passage[];
  /** The engine's one clock. */
  now: Date;
  /** The zone in which a contact's wall clock is read: its own when it is known, else the workspace's. */
  zoneOf: (passage: Passage) => string;
}

/** What becomes of a contact at a step: it stays until then, or goes on; `go: null` ends the sequence. */
export type Verdict =
  { stay: Date; deadline?: Date } | { go: StepId | null; outcome: string; details?: Record<string, unknown> };

/**
 * Does one kind of step for many contacts at once, in the engine's transaction: rows only, nothing outside. It is asked when contacts arrive
 * and again when their time has come or something woke them, so it must find the same answer however often it is asked.
 */
export interface StepRunner<Kind extends Step = Step> {
  readonly kind: Kind['kind'];
  /** A verdict for each passage, by its id. */
  run(batch: StepBatch<Kind>): Promise<Map<string, Verdict>>;
}

export const STEP_RUNNERS = Symbol('step-runners');

/** The same verdict for everybody. */
export function everybody(passages: readonly Passage[], verdict: Verdict): Map<string, Verdict> {
  return new Map(passages.map(({ id }) => [id, verdict]));
}
