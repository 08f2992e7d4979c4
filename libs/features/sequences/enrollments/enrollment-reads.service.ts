import { Injectable } from '@nestjs/common';
import { notFound } from '@platform/errors';
import { idCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import {
  EnrollmentReadsRepository,
  type Enrollment,
  type EnrollmentFilter,
  type StepCounts,
  type StepLogRow,
} from './enrollment-reads.repository';
import type { Reentry } from '../graph/sequence-graph';
import { DAY_MS } from '../timing/zone-clock';
import { enrollmentNotFound } from './enrollments.errors';
import { RunningSequencesRepository } from './running-sequences.repository';

/** A passage with everything that happened in it. */
export interface EnrollmentLog {
  enrollment: Enrollment;
  /** Steps left, in order; the one that the contact is in stands in `enrollment`. */
  steps: StepLogRow[];
  /**
   * Why the contact is where it is: `due` (the engine is about to look), `waiting` (until `dueAt`), `paused` (the sequence is), `problem`, `ended`.
   */
  why: 'due' | 'waiting' | 'paused' | 'problem' | 'ended';
}

/** Passages as people look at them. */
@Injectable()
export class EnrollmentReads {
  constructor(
    private readonly reads: EnrollmentReadsRepository,
    private readonly sequences: RunningSequencesRepository,
  ) {}

  /** Newest first. Throws `sequence.not-found`. */
  async list(
    workspaceId: string,
    sequenceId: string,
    page: PageRequest & EnrollmentFilter,
  ): Promise<Page<Enrollment>> {
    if (!(await this.sequences.find(workspaceId, sequenceId))) throw notFound('sequence', sequenceId);
    const before = idCursor(page);
    const rows = await this.reads.list(workspaceId, sequenceId, {
      filter: page,
      before,
      limit: page.limit + 1,
    });
    return toPage(rows, page.limit, { item: (row) => row, cursor: ({ id }) => [id] });
  }

  /** The newest 200 of one contact, over all sequences; none for a contact that is not there. */
  async ofContact(workspaceId: string, contactId: string): Promise<Enrollment[]> {
    return this.reads.listOfContact(workspaceId, contactId, 200);
  }

  /** Throws `enrollment.not-found`. */
  async log(workspaceId: string, id: string, given?: Date): Promise<EnrollmentLog> {
    const enrollment = await this.reads.find(workspaceId, id);
    if (!enrollment) throw enrollmentNotFound(id);
    const steps = await this.reads.log(workspaceId, id);
    const sequence = await this.sequences.find(workspaceId, enrollment.sequenceId);
    const now = given ?? (await this.sequences.now());
    return { enrollment, steps, why: whyHere(enrollment, { isPaused: sequence?.status === 'paused', now }) };
  }

  /** What of the contact's past keeps it from entering at that time; null when nothing does, as for somebody made up. */
  async whyNotAgain(
    workspaceId: string,
    sequenceId: string,
    { contactId, reentry, at }: { contactId: string | null; reentry: Reentry; at: Date },
  ): Promise<'already-in' | 're-entry' | null> {
    if (contactId === null) return null;
    const { entries, isIn, lastAt } = await this.reads.pastOf(workspaceId, sequenceId, contactId);
    if (isIn) return 'already-in';
    if (entries === 0 || reentry.rule === 'always') return null;
    const isLongAgo =
      reentry.rule === 'after' && lastAt !== null && lastAt.getTime() <= at.getTime() - reentry.days * DAY_MS;
    return isLongAgo ? null : 're-entry';
  }

  /** Whether at least `count` passages through the sequence were begun; reads no more of them. Throws `sequence.not-found`. */
  async hasPassages(workspaceId: string, sequenceId: string, count: number): Promise<boolean> {
    if (!(await this.sequences.find(workspaceId, sequenceId))) throw notFound('sequence', sequenceId);
    return this.reads.hasPassages(workspaceId, sequenceId, count);
  }

  /** By step, over all versions; steps that nobody has been to are left out. Throws `sequence.not-found`. */
  async counts(workspaceId: string, sequenceId: string): Promise<StepCounts[]> {
    if (!(await this.sequences.find(workspaceId, sequenceId))) throw notFound('sequence', sequenceId);
    return this.reads.counts(workspaceId, sequenceId);
  }
}

function whyHere(
  { status, problem, dueAt }: Enrollment,
  { isPaused, now }: { isPaused: boolean; now: Date },
): EnrollmentLog['why'] {
  if (status !== 'active') return 'ended';
  if (problem !== null) return 'problem';
  if (dueAt !== null && dueAt > now) return 'waiting';
  return isPaused ? 'paused' : 'due';
}
