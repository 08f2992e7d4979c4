import { Injectable } from '@nestjs/common';
import { keptFrom, KEPT_TIMEOUT_MS } from '../kept/kept-answer';
import { KeptAnswers } from '../kept/kept-answers.service';
import { AudienceRepository, type AudienceFigures } from './audience.repository';
import { ReportSession } from './report-session.service';

export interface AudienceReport extends AudienceFigures {
  /** When a worker counted it; null: now. */
  countedAt: Date | null;
  isBeingCounted: boolean;
}

const KIND = 'audience';
const FRESH_MS = 60_000;

/** How many people there are, and how many of them may be mailed. */
@Injectable()
export class AudienceReportService {
  constructor(
    private readonly session: ReportSession,
    private readonly audience: AudienceRepository,
    private readonly kept: KeptAnswers,
  ) {
    kept.define({
      kind: KIND,
      namesPeople: false,
      count: (workspaceId) => session.read(workspaceId, () => audience.figures(workspaceId), KEPT_TIMEOUT_MS),
    });
  }

  /** Throws `report.timeout`, `report.being-counted`. */
  async report(workspaceId: string): Promise<AudienceReport> {
    if (!(await this.kept.hasContacts(workspaceId, keptFrom.audience))) {
      const figures = await this.session.read(workspaceId, () => this.audience.figures(workspaceId));
      return { ...figures, countedAt: null, isBeingCounted: false };
    }
    const { answer, ...when } = await this.kept.ask<object, AudienceFigures>(workspaceId, KIND, {
      question: {},
      freshMs: FRESH_MS,
    });
    return { ...answer, ...when };
  }
}
