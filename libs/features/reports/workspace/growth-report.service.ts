import { Injectable } from '@nestjs/common';
import { DateTime } from 'luxon';
import { KeptGrowthRepository } from '../growth/kept-growth.repository';
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
  /** When the figures were counted, in workspaces with many contacts; null: now, from the rows. */
  countedAt: Date | null;
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
    private readonly kept: KeptGrowthRepository,
  ) {}

  /** Throws `report.invalid-period`, `report.timeout`. */
  async report(workspaceId: string, input: ReportPeriodInput, now = new Date()): Promise<GrowthReport> {
    const { period } = await this.session.begin(workspaceId, input, now);
    const { countedAt, people, decisions } =
      (await this.keptDays(workspaceId, period)) ?? (await this.daysNow(workspaceId, period));
    const days = [...people.map(toDay), ...decisions.map(toDay)];
    return {
      period,
      countedAt,
      lines: foldDays(days, bucketsOf(period), NOTHING).map(withNet),
      total: withNet(sumDays(days, period, NOTHING)),
      before: withNet(sumDays(days, period.before, NOTHING)),
      sources: sourcesOf(people, period),
    };
  }

  private async keptDays(workspaceId: string, { zone, before, lastDay }: ReportPeriod): Promise<Days | null> {
    const until = DateTime.fromISO(lastDay, { zone: 'utc' }).plus({ days: 1 }).toFormat('yyyy-MM-dd');
    const days = { first: before.firstDay, until };
    return this.session.read(workspaceId, async () => {
      const countedAt = await this.kept.countedAt(workspaceId, zone);
      if (countedAt === null) return null;
      const people = await this.kept.newContacts(workspaceId, days);
      const decisions = await this.kept.decisions(workspaceId, days);
      // A worker may have begun anew meanwhile: then something is missing.
      return (await this.kept.countedAt(workspaceId, zone)) && { countedAt, people, decisions };
    });
  }

  private async daysNow(workspaceId: string, { before, to, zone }: ReportPeriod): Promise<Days> {
    const span = { from: before.from, to, zone };
    return this.session.read(workspaceId, async () => ({
      countedAt: null,
      people: await this.growth.newContacts(workspaceId, span),
      decisions: await this.growth.decisions(workspaceId, span),
    }));
  }
}

interface Days {
  countedAt: Date | null;
  people: NewContactsDay[];
  decisions: GrowthDay[];
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
