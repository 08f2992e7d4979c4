import { Injectable } from '@nestjs/common';
import { CampaignDaysRepository, type CampaignDay, type MailFigures } from './campaign-days.repository';
import { carbonOf, type CarbonEstimate } from './carbon';
import { NO_MAIL, ratesOf, type MailRates } from './mail-rates';
import {
  bucketsOf,
  foldDays,
  sumDays,
  type Bucket,
  type ReportPeriod,
  type ReportPeriodInput,
} from './report-period';
import { ReportSession } from './report-session.service';
import { SalesRepository } from './sales.repository';

export type MailLine = MailFigures & MailRates;

export interface EngagementReport {
  period: ReportPeriod;
  lines: (MailLine & Bucket)[];
  total: MailLine;
  before: MailLine;
  /** Of the mails of the period. */
  carbon: CarbonEstimate;
}

export interface CampaignLine extends MailLine {
  campaignId: string;
  name: string;
  subject: string | null;
  status: string;
  /** First day in the period on which its mails went out. */
  firstDay: string;
  /** Of orders that belong to its mails, whenever they were placed. */
  orders: number;
  revenue: number;
}

export interface CampaignsReport {
  period: ReportPeriod;
  currency: string;
  campaigns: CampaignLine[];
}

/** What the mail of campaigns brought, by the day it was handed over. */
@Injectable()
export class EngagementReportService {
  constructor(
    private readonly session: ReportSession,
    private readonly campaignDays: CampaignDaysRepository,
    private readonly sales: SalesRepository,
  ) {}

  /** Throws `report.invalid-period`, `report.timeout`, `report.still-counting`. */
  async report(workspaceId: string, input: ReportPeriodInput, now = new Date()): Promise<EngagementReport> {
    const { period } = await this.session.begin(workspaceId, input, now);
    const days = await this.session.mailDays(workspaceId, period);
    const lines = foldDays(days, bucketsOf(period), NO_MAIL);
    return {
      period,
      lines: lines.map(withRates),
      total: withRates(sumDays(days, period, NO_MAIL)),
      before: withRates(sumDays(days, period.before, NO_MAIL)),
      carbon: carbonOf(bytesOf(inPeriod(days, period))),
    };
  }

  /** Campaigns with mail in the period, the one with the most of it first. Throws what `report` throws. */
  async campaigns(workspaceId: string, input: ReportPeriodInput, now = new Date()): Promise<CampaignsReport> {
    const { period, currency } = await this.session.begin(workspaceId, input, now);
    const days = inPeriod(await this.session.mailDays(workspaceId, period), period);
    const ids = [...new Set(days.map(({ campaignId }) => campaignId))];
    const { names, sold } = await this.session.read(workspaceId, async () => ({
      names: await this.campaignDays.names(workspaceId, ids),
      // Nobody clicks before the mail has left, so no order before the period can belong to it.
      sold: await this.sales.byMail(workspaceId, { from: period.from, to: null }),
    }));
    const campaigns = names.map(({ id, ...campaign }) => {
      const own = days.filter(({ campaignId }) => campaignId === id);
      const sale = sold.find(({ campaignId }) => campaignId === id);
      return {
        campaignId: id,
        ...campaign,
        ...withRates(sumDays(own, period, NO_MAIL)),
        firstDay: own[0]?.day ?? period.firstDay,
        orders: sale?.orders ?? 0,
        revenue: sale?.revenue ?? 0,
      };
    });
    campaigns.sort((a, b) => b.sent - a.sent || (a.campaignId < b.campaignId ? 1 : -1));
    return { period, currency, campaigns };
  }
}

function withRates<T extends MailFigures>(figures: T): T & MailRates {
  return { ...figures, ...ratesOf(figures) };
}

function inPeriod(days: readonly CampaignDay[], { firstDay, lastDay }: ReportPeriod): CampaignDay[] {
  return days.filter(({ day }) => day >= firstDay && day <= lastDay);
}

function bytesOf(days: readonly CampaignDay[]): number {
  return days.reduce((sum, { sent, messageBytes }) => sum + sent * messageBytes, 0);
}
