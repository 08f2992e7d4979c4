import { Injectable } from '@nestjs/common';
import { Database, isStatementTimeout } from '@platform/database';
import { analysisTimeout } from './analysis.errors';
import { AnalysisSettingsRepository, type AnalysisSettings } from './analysis-settings.repository';

/** No statement of an analysis may take longer. */
const TIMEOUT_MS = 20_000;

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

  /** Runs `work` in one read-only transaction. Throws `analysis.timeout` after twenty seconds. */
  async read<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.db.readOnly(TIMEOUT_MS, async () => {
        await this.settings.prepareForLargeSets();
        return work();
      });
    } catch (error) {
      throw isStatementTimeout(error) ? analysisTimeout(TIMEOUT_MS / 1000) : error;
    }
  }
}
