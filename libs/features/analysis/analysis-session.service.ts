import { Injectable } from '@nestjs/common';
import { Database, isStatementTimeout } from '@platform/database';
import { analysisTimeout } from './analysis.errors';
import { AnalysisSettingsRepository, type AnalysisSettings } from './analysis-settings.repository';

/** No statement of an analysis may take longer. */
const TIMEOUT_MS = 20_000;
/** Sets of contacts are hashed, and what does not fit into memory is looked up contact by contact instead. */
const STATEMENT_MEMORY_MB = 1024;

/** Everything that all parts of one answer share: one "now" above all. */
export interface AnalysisMoment extends AnalysisSettings {
  now: Date;
}

/** Reads for an analysis: changes nothing, and ends in time. */
@Injectable()
export class AnalysisSession {
  constructor(
    private readonly db: Database,
    private readonly settings: AnalysisSettingsRepository,
  ) {}

  async begin(workspaceId: string, now: Date): Promise<AnalysisMoment> {
    return { now, ...(await this.settings.find(workspaceId)) };
  }

  /** Another text whenever the segments of the workspace changed. */
  async segmentsMark(workspaceId: string): Promise<string> {
    return this.settings.segmentsMark(workspaceId);
  }

  /** Runs `work` in one read-only transaction. Throws `analysis.timeout` after twenty seconds, or `timeoutMs`. */
  async read<T>(workspaceId: string, work: () => Promise<T>, timeoutMs = TIMEOUT_MS): Promise<T> {
    const limits = { turnOf: workspaceId, statementMemoryMb: STATEMENT_MEMORY_MB };
    try {
      return await this.db.readOnly(timeoutMs, work, limits);
    } catch (error) {
      throw isStatementTimeout(error) ? analysisTimeout(timeoutMs / 1000) : error;
    }
  }
}
