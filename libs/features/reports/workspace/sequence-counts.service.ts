import { Injectable } from '@nestjs/common';
import { EnrollmentReads, type StepCounts } from '@features/sequences';
import { keptFrom, KEPT_TIMEOUT_MS } from '../kept/kept-answer';
import { KeptAnswers } from '../kept/kept-answers.service';
import { ReportSession } from './report-session.service';

export interface SequenceCounts {
  steps: StepCounts[];
  /** When a worker counted it; null: now. */
  countedAt: Date | null;
  isBeingCounted: boolean;
}

const KIND = 'sequence-counts';
const FRESH_MS = 30_000;

/** What happened at each step of a sequence. */
@Injectable()
export class SequenceCountsService {
  constructor(
    private readonly session: ReportSession,
    private readonly enrollments: EnrollmentReads,
    private readonly kept: KeptAnswers,
  ) {
    kept.define({
      kind: KIND,
      namesPeople: false,
      count: async (workspaceId, { sequenceId }: { sequenceId: string }) => ({
        steps: await session.read(
          workspaceId,
          () => enrollments.counts(workspaceId, sequenceId),
          KEPT_TIMEOUT_MS,
        ),
      }),
    });
  }

  /** By step, over all versions; steps that nobody has been to are left out. Throws `sequence.not-found`, `report.timeout`, `report.being-counted`. */
  async counts(workspaceId: string, sequenceId: string): Promise<SequenceCounts> {
    if (!(await this.enrollments.hasPassages(workspaceId, sequenceId, keptFrom.passages))) {
      const steps = await this.session.read(workspaceId, () =>
        this.enrollments.counts(workspaceId, sequenceId),
      );
      return { steps, countedAt: null, isBeingCounted: false };
    }
    const { answer, ...when } = await this.kept.ask<{ sequenceId: string }, { steps: StepCounts[] }>(
      workspaceId,
      KIND,
      { question: { sequenceId }, freshMs: FRESH_MS },
    );
    return { ...answer, ...when };
  }
}
