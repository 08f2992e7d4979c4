import { Injectable } from '@nestjs/common';
import { shareOf } from '../campaign-report';
import { FormFiguresRepository, type FormFigures } from './form-figures.repository';
import { ratesOf, type MailRates } from './mail-rates';
import {
  bucketsOf,
  foldDays,
  sumDays,
  type Bucket,
  type ReportPeriod,
  type ReportPeriodInput,
} from './report-period';
import { ReportSession } from './report-session.service';
import { SalesRepository, type SalesFigures } from './sales.repository';
import { SequenceFiguresRepository, type SequenceFigures } from './sequence-figures.repository';

export interface RevenueReport {
  period: ReportPeriod;
  currency: string;
  /** False when the workspace has no order at all. */
  hasOrders: boolean;
  lines: (SalesFigures & Bucket)[];
  total: SalesFigures;
  before: SalesFigures;
}

export type SequenceLine = SequenceFigures & MailRates & { orders: number; revenue: number };

export interface SequencesReport {
  period: ReportPeriod;
  currency: string;
  sequences: SequenceLine[];
}

export interface FormLine extends FormFigures {
  /** Submissions ÷ views. */
  conversionRate: number | null;
  /** Confirmed ÷ submissions. */
  confirmationRate: number | null;
}

const NO_SALES: SalesFigures = { orders: 0, revenue: 0, attributedOrders: 0, attributedRevenue: 0 };

/** Revenue, sequences and forms in a period. All throw `report.invalid-period` and `report.timeout`. */
@Injectable()
export class OtherReportsService {
  constructor(
    private readonly session: ReportSession,
    private readonly sales: SalesRepository,
    private readonly sequenceFigures: SequenceFiguresRepository,
    private readonly formFigures: FormFiguresRepository,
  ) {}

  async revenue(workspaceId: string, input: ReportPeriodInput, now = new Date()): Promise<RevenueReport> {
    const { period, currency } = await this.session.begin(workspaceId, input, now);
    const span = { from: period.before.from, to: period.to, zone: period.zone };
    const { days, hasOrders } = await this.session.read(workspaceId, async () => ({
      days: await this.sales.days(workspaceId, span),
      hasOrders: await this.sales.hasOrders(workspaceId),
    }));
    return {
      period,
      currency,
      hasOrders,
      lines: foldDays(days, bucketsOf(period), NO_SALES),
      total: sumDays(days, period, NO_SALES),
      before: sumDays(days, period.before, NO_SALES),
    };
  }

  async sequences(workspaceId: string, input: ReportPeriodInput, now = new Date()): Promise<SequencesReport> {
    const { period, currency } = await this.session.begin(workspaceId, input, now);
    const { rows, sold } = await this.session.read(workspaceId, async () => ({
      rows: await this.sequenceFigures.list(workspaceId, period),
      sold: await this.sales.byMail(workspaceId, period),
    }));
    const sequences = rows.map((row) => {
      const sale = sold.find(({ sequenceId }) => sequenceId === row.sequenceId);
      return { ...row, ...ratesOf(row), orders: sale?.orders ?? 0, revenue: sale?.revenue ?? 0 };
    });
    return { period, currency, sequences };
  }

  async forms(
    workspaceId: string,
    input: ReportPeriodInput,
    now = new Date(),
  ): Promise<{ period: ReportPeriod; forms: FormLine[] }> {
    const { period } = await this.session.begin(workspaceId, input, now);
    const rows = await this.session.read(workspaceId, () => this.formFigures.list(workspaceId, period));
    const forms = rows.map((row) => ({
      ...row,
      conversionRate: shareOf(row.submissions, row.views),
      confirmationRate: shareOf(row.confirmed, row.submissions),
    }));
    return { period, forms };
  }
}
