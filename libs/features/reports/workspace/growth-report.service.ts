import { Injectable } from '@nestjs/common';
import { GrowthRepository, type GrowthDay, type NewContactsDay } from './growth.repository';
import {
  bucketsOf,
  foldDays,
  sumDays,
  type Bucket,
  type ReportPeriod,
  type ReportPeriodInput,
} from './report-period';
import { ReportSession } from './report-session.service';

/** People; each counts once a day for each of subscribed, unsubscribed and suppressed. */
export interface GrowthFigures {
  /** Contacts made then that are still there. */
  newContacts: number;
  subscribed: number;
  unsubscribed: number;
  suppressed: number;
  /** subscribed − unsubscribed − suppressed. */
  net: number;
}

export interface GrowthReport {
  period: ReportPeriod;
  lines: (GrowthFigures & Bucket)[];
  total: GrowthFigures;
  before: GrowthFigures;
  /** Of the new contacts; most first. */
  sources: { source: string; newContacts: number; before: number }[];
}

const NOTHING = { newContacts: 0, subscribed: 0, unsubscribed: 0, suppressed: 0 };
type Counts = typeof NOTHING;

/** How the audience grows. */
@Injectable()
export class GrowthReportService {
  constructor(
    private readonly session: ReportSession,
    private readonly growth: GrowthRepository,
  ) {}

  /** Throws `report.invalid-period`, `report.timeout`. */
  async report(workspaceId: string, input: ReportPeriodInput, now = new Date()): Promise<GrowthReport> {
    const { period } = await this.session.begin(workspaceId, input, now);
    const span = { from: period.before.from, to: period.to, zone: period.zone };
    const { people, decisions } = await this.session.read(workspaceId, async () => ({
      people: await this.growth.newContacts(workspaceId, span),
      decisions: await this.growth.decisions(workspaceId, span),
    }));
    const days = [...people.map(toDay), ...decisions.map(toDay)];
    return {
      period,
      lines: foldDays(days, bucketsOf(period), NOTHING).map(withNet),
      total: withNet(sumDays(days, period, NOTHING)),
      before: withNet(sumDays(days, period.before, NOTHING)),
      sources: sourcesOf(people, period),
    };
  }
}

function toDay(row: GrowthDay | NewContactsDay): Counts & { day: string } {
  return { ...NOTHING, ...row };
}

function withNet<T extends Counts>(counts: T): T & { net: number } {
  return { ...counts, net: counts.subscribed - counts.unsubscribed - counts.suppressed };
}

function sourcesOf(people: readonly NewContactsDay[], period: ReportPeriod): GrowthReport['sources'] {
  const names = [...new Set(people.map(({ source }) => source))];
  return names
    .map((source) => {
      const rows = people.filter((row) => row.source === source);
      const count = (range: Bucket) => sumDays(rows, range, { newContacts: 0 }).newContacts;
      return { source, newContacts: count(period), before: count(period.before) };
    })
    .sort((a, b) => b.newContacts - a.newContacts || (a.source < b.source ? -1 : 1));
}
