import { Injectable } from '@nestjs/common';
import { Database, isStatementTimeout } from '@platform/database';
import { reportTimeout, stillCounting } from '../reports.errors';
import { CampaignDaysRepository, type CampaignDay } from './campaign-days.repository';
import { readReportPeriod, type ReportPeriod, type ReportPeriodInput } from './report-period';
import { ReportSettingsRepository } from './report-settings.repository';

/** No statement of a report may take longer. */
const TIMEOUT_MS = 20_000;
/** A year of decisions of a million people is told apart in memory; on disk it takes several times as long. */
const STATEMENT_MEMORY_MB = 1024;
/** A request counts campaigns for so long; what it did not reach the next one counts. */
const COUNTING_MS = 15_000;

/** What every report across campaigns begins with. */
@Injectable()
export class ReportSession {
  constructor(
    private readonly db: Database,
    private readonly settings: ReportSettingsRepository,
    private readonly campaignDays: CampaignDaysRepository,
  ) {}

  /** Throws `report.invalid-period`. */
  async begin(
    workspaceId: string,
    input: ReportPeriodInput,
    now: Date,
  ): Promise<{ period: ReportPeriod; currency: string }> {
    const { zone, currency } = await this.settings.find(workspaceId);
    return { period: readReportPeriod(input, { now, zone }), currency };
  }

  /** Runs `work` in one read-only transaction. Throws `report.timeout` after twenty seconds, or `timeoutMs`. */
  async read<T>(workspaceId: string, work: () => Promise<T>, timeoutMs = TIMEOUT_MS): Promise<T> {
    try {
      return await this.db.readOnly(timeoutMs, work, {
        turnOf: workspaceId,
        statementMemoryMb: STATEMENT_MEMORY_MB,
      });
    } catch (error) {
      throw isStatementTimeout(error) ? reportTimeout(timeoutMs / 1000) : error;
    }
  }

  /**
   * The mail of the period and of the one before, at most half a minute old. Each campaign is counted in a transaction of its own, so that a
   * second call goes on where the first ended. Throws `report.still-counting`.
   */
  async mailDays(workspaceId: string, { before, to, zone, lastDay }: ReportPeriod): Promise<CampaignDay[]> {
    const due = await this.read(workspaceId, () =>
      this.campaignDays.toCount(workspaceId, { from: before.from, to, zone }),
    );
    const startedAt = performance.now();
    for (const [index, campaignId] of due.entries()) {
      if (performance.now() - startedAt > COUNTING_MS) throw stillCounting(due.length - index);
      await this.count(workspaceId, campaignId, zone);
    }
    return this.read(workspaceId, () =>
      this.campaignDays.days(workspaceId, { firstDay: before.firstDay, lastDay }),
    );
  }

  /** In turn and within the limits of reading: many requests at once must not take the connections of everybody else. */
  private async count(workspaceId: string, campaignId: string, zone: string): Promise<void> {
    const work = async (): Promise<void> => {
      await this.db.limit(TIMEOUT_MS, { statementMemoryMb: STATEMENT_MEMORY_MB });
      await this.campaignDays.count(workspaceId, campaignId, zone);
    };
    try {
      await this.db.inTurn(workspaceId, () => this.db.transaction(work));
    } catch (error) {
      throw isStatementTimeout(error) ? reportTimeout(TIMEOUT_MS / 1000) : error;
    }
  }
}
