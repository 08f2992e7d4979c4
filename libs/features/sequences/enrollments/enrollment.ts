import type { StepId } from '../graph/sequence-graph';

export const ENROLLMENT_STATUSES = ['active', 'completed', 'exited', 'stopped'] as const;
/** `completed`: came to an end, or reached the goal. `exited`: left early by itself. `stopped`: by somebody's hand. */
export type EnrollmentStatus = (typeof ENROLLMENT_STATUSES)[number];

/**
 * Why an enrollment ended. `end` and `goal` complete it; `exit` (a condition of the sequence), `unsubscribed`, `hard-bounce`, `complaint` and
 * `suppressed` make the contact leave.
 */
export type EndReason =
  | 'end'
  | 'goal'
  | 'exit'
  | 'unsubscribed'
  | 'hard-bounce'
  | 'complaint'
  | 'suppressed'
  | 'stopped'
  | 'archived';

/** A contact on its way, as the engine holds it while it moves it. */
export interface Passage {
  id: string;
  sequenceId: string;
  version: number;
  contactId: string;
  step: StepId;
  /** 1, and one more each time somebody moved the contact: the key of a step is (enrollment, step, visit). */
  visit: number;
  /** The step has begun; `dueAt` ends it. */
  isWaiting: boolean;
  stepEnteredAt: Date;
  dueAt: Date;
  deadlineAt: Date | null;
  /** The moment of the trigger: goals and exits count events from here on. */
  since: Date;
  /** The contact's time zone as it was given; null when unknown. */
  zone: string | null;
}

/** One step that a contact has left. */
export interface StepTaken {
  enrollmentId: string;
  step: StepId;
  visit: number;
  version: number;
  enteredAt: Date;
  leftAt: Date;
  outcome: string;
  details: Record<string, unknown> | null;
}

/** Why and how somebody leaves before the last step. */
export interface Ending {
  status: Exclude<EnrollmentStatus, 'active'>;
  reason: EndReason;
  details: Record<string, unknown> | null;
}

/** Why a contact did not enter. `other`: somebody else enrolled the contact at this moment. */
export const NO_ENTRY_REASONS = [
  'unknown-contact',
  'suppressed',
  'unsubscribed',
  'already-in',
  're-entry',
  'filter',
] as const;
export type NoEntryReason = (typeof NO_ENTRY_REASONS)[number];
