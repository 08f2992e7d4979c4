import type { SequenceCounts } from '@features/reports';
import {
  whyNoEntry,
  type ContactPassage,
  type EndReason,
  type Enrollment,
  type EnrollmentStatus,
  type EnrollmentStory,
  type Entry,
  type LogLine,
  type NoEntryReason,
} from '@features/sequences';
import { PageOf } from '../http';

/** A contact's passage through a sequence. */
export class EnrollmentView {
  /** Id of the passage. */
  id!: string;
  /** The sequence. */
  sequenceId!: string;
  /** The version in which the contact is. */
  version!: number;
  /** The contact. */
  contactId!: string;
  /** Its address. */
  contactEmail!: string;
  /** The contact's how-manieth passage through the sequence, from 1. */
  entry!: number;
  /** `completed`: came to the end or reached the goal. `exited`: left early. `stopped`: was taken out. */
  status!: EnrollmentStatus;
  /** Why it ended. */
  reason!: EndReason | null;
  /** The step at which the contact is, or was last. */
  step!: string;
  /** Since when. */
  stepEnteredAt!: string;
  /** When it is looked at next; null once it has ended. */
  dueAt!: string | null;
  /** Why the step cannot be taken; it is tried again. */
  problem!: string | null;
  /** When the contact entered. */
  enteredAt!: string;
  /** When it ended. */
  endedAt!: string | null;
  /** What made the contact enter. */
  trigger!: Record<string, unknown>;
}

export class EnrollmentPageView extends PageOf(EnrollmentView) {}

/** A passage of a contact, and through what. */
export class ContactEnrollmentView extends EnrollmentView {
  /** Name of the sequence. */
  sequenceName!: string;
}

/** The passages of a contact. */
export class ContactSequencesView {
  /** The newest 200. */
  items!: ContactEnrollmentView[];
}

/** One thing that happened. */
export class EnrollmentLineView {
  /** When. */
  at!: string;
  /** The step; null for entering and leaving. */
  step!: string | null;
  /** What happened, in a sentence. */
  text!: string;
  /** Why something was not sent, or what decided. */
  why!: string | null;
}

/** A passage in words: what happened, what is next and when, and why something was not sent. */
export class EnrollmentStoryView extends ContactEnrollmentView {
  /** In which time zone the sentences tell times. */
  zone!: string;
  /** What happened, in order. */
  log!: EnrollmentLineView[];
  /** What is next, or why nothing is; a sentence. */
  next!: string;
  /** When that is due; null when nothing is. */
  nextAt!: string | null;
}

/** What happened at one step, over all versions. */
export class StepCountsView {
  /** The step. */
  step!: string;
  /** Contacts who are there now. */
  waiting!: number;
  /** How often somebody went on from it. */
  passed!: number;
  /** How often somebody left the sequence there. */
  exited!: number;
  /** Emails that a mail server accepted. */
  sent!: number;
  /** Of them: not bounced. */
  delivered!: number;
  /** Emails opened by a person. */
  opened!: number;
  /** Emails in which a person clicked. */
  clicked!: number;
}

/** Figures of a sequence by step; steps that nobody has been to are left out. */
export class SequenceCountsView {
  /** In the order of their ids. */
  steps!: StepCountsView[];
  /** When it was counted, of a sequence with 50,000 passages or more; null: now. */
  countedAt!: string | null;
  /** It is older than half a minute, and is being counted again: ask again in a few seconds. */
  isBeingCounted!: boolean;
}

/** Whether a contact entered. */
export class EntryView {
  /** The contact. */
  contactId!: string;
  /** The new passage; null when the contact did not enter. */
  enrollmentId!: string | null;
  /** Why not: stable and machine-readable. */
  reason!: NoEntryReason | null;
  /** Why not, in a sentence. */
  why!: string | null;
}

/** The answer for each contact. */
export class EntriesView {
  /** How many entered. */
  enrolled!: number;
  /** One per contact. */
  items!: EntryView[];
}

/** How many contacts were taken out. */
export class StoppedView {
  /** Contacts. */
  stopped!: number;
}

/** How many contacts were put elsewhere. */
export class MovedView {
  /** Contacts. */
  moved!: number;
}

export function toEnrollmentView(enrollment: Enrollment): EnrollmentView {
  const { id, sequenceId, version, contactId, contactEmail, entry, status, reason, step, problem } =
    enrollment;
  return {
    id,
    sequenceId,
    version,
    contactId,
    contactEmail,
    entry,
    status,
    reason,
    step,
    stepEnteredAt: enrollment.stepEnteredAt.toISOString(),
    dueAt: enrollment.dueAt?.toISOString() ?? null,
    problem,
    enteredAt: enrollment.enteredAt.toISOString(),
    endedAt: enrollment.endedAt?.toISOString() ?? null,
    trigger: enrollment.trigger,
  };
}

export function toContactSequencesView(passages: readonly ContactPassage[]): ContactSequencesView {
  return {
    items: passages.map(({ enrollment, sequenceName }) => ({
      ...toEnrollmentView(enrollment),
      sequenceName,
    })),
  };
}

export function toEnrollmentStoryView(story: EnrollmentStory): EnrollmentStoryView {
  const { enrollment, sequenceName, zone, lines, next, nextAt } = story;
  return {
    ...toEnrollmentView(enrollment),
    sequenceName,
    zone,
    log: lines.map(toEnrollmentLineView),
    next,
    nextAt: nextAt?.toISOString() ?? null,
  };
}

function toEnrollmentLineView({ at, step, text, why }: LogLine): EnrollmentLineView {
  return { at: at.toISOString(), step, text, why };
}

export function toSequenceCountsView({
  steps,
  countedAt,
  isBeingCounted,
}: SequenceCounts): SequenceCountsView {
  return {
    countedAt: countedAt?.toISOString() ?? null,
    isBeingCounted,
    steps: steps.map(({ step, waiting, passed, exited, sent, delivered, opened, clicked }) => ({
      step,
      waiting,
      passed,
      exited,
      sent,
      delivered,
      opened,
      clicked,
    })),
  };
}

export function toEntriesView(entries: readonly Entry[]): EntriesView {
  const items = entries.map(({ contactId, enrollmentId, why }) => ({
    contactId,
    enrollmentId,
    reason: why,
    why: whyNoEntry(why),
  }));
  return { enrolled: items.filter(({ enrollmentId }) => enrollmentId !== null).length, items };
}
