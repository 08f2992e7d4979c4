import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import {
  ContactDatesRepository,
  type DatedContact,
  type DaysWanted,
} from '../engine/contact-dates.repository';
import { Entries } from '../enrollments/entries.service';
import { RunningRows } from '../enrollments/running-rows';
import { RunningVersions } from '../enrollments/running-versions.service';
import type { Trigger } from '../graph/sequence-graph';
import { localDateOf, nextDateMoment } from '../timing/date-moments';
import { dateOf, DAY_MS, zoneOf } from '../timing/zone-clock';
import type { DatedSequence } from './watched-sequences.repository';

type DateTrigger = Extract<Trigger, { date: string }>;

/** So long a worker may be away without anybody's day being missed. */
const LOOK_BACK_MS = DAY_MS;
const AT_ONCE = 1_000;

interface Span {
  from: Date;
  now: Date;
}

/** Enrols contacts whose day has come, each once per day. */
@Injectable()
export class DateStarts {
  constructor(
    private readonly db: Database,
    private readonly dates: ContactDatesRepository,
    private readonly rows: RunningRows,
    private readonly versions: RunningVersions,
    private readonly entries: Entries,
  ) {}

  /** Returns how many entered. Throws `segment.invalid-tree` when the filter has come to nothing. */
  async run(sequence: DatedSequence, now: Date): Promise<number> {
    const { workspaceId, id, version, publishedAt } = sequence;
    const from = new Date(Math.max(now.getTime() - LOOK_BACK_MS, publishedAt.getTime()));
    const graph = await this.versions.graph(workspaceId, id, version);
    let entered = 0;
    for (const trigger of graph.triggers)
      if ('date' in trigger) entered += await this.runTrigger(sequence, trigger, { from, now });
    return entered;
  }

  private async runTrigger(
    { workspaceId, ...sequence }: DatedSequence,
    trigger: DateTrigger,
    span: Span,
  ): Promise<number> {
    const days = daysWanted(trigger, span);
    let entered = 0;
    for (let after: string | null = null, isMore = true; isMore;) {
      const page: DatedContact[] = await this.dates.onDays(workspaceId, trigger.date, {
        days,
        after,
        limit: AT_ONCE,
      });
      entered += await this.db.transaction(() => this.start(workspaceId, sequence, { trigger, page, span }));
      after = page.at(-1)?.contactId ?? null;
      isMore = page.length === AT_ONCE;
    }
    return entered;
  }

  private async start(
    workspaceId: string,
    sequence: { id: string; version: number },
    { trigger, page, span }: { trigger: DateTrigger; page: readonly DatedContact[]; span: Span },
  ): Promise<number> {
    const workspaceZone = await this.rows.sequences.workspaceZone(workspaceId);
    const meant = page.flatMap(({ contactId, value, zone: own }) => {
      const zone = zoneOf(own, workspaceZone);
      const moment = nextDateMoment(value, trigger, { zone, after: span.from });
      if (moment === null || moment > span.now) return [];
      return [{ contactId, moment, occasion: `${trigger.date} ${localDateOf(moment.toISOString(), zone)}` }];
    });
    if (meant.length === 0) return 0;
    const ours = await this.dates.take(workspaceId, sequence.id, { occasions: meant, now: span.now });
    const candidates = meant
      .filter(({ contactId }) => ours.has(contactId))
      .map(({ contactId, moment }) => ({
        contactId,
        since: moment,
        trigger: { date: trigger.date, moment },
      }));
    const answers = await this.entries.enter(workspaceId, sequence, { candidates, now: span.now });
    return answers.filter(({ enrollmentId }) => enrollmentId !== null).length;
  }
}

/** Days of the field whose moment can lie in the span, wherever on earth. */
function daysWanted({ offsetDays, yearly }: DateTrigger, { from, now }: Span): DaysWanted {
  const first = from.getTime() - (offsetDays + 1) * DAY_MS;
  const last = now.getTime() - (offsetDays - 1) * DAY_MS;
  const anniversaries: string[] = [];
  for (let day = first; yearly && day <= last + DAY_MS; day += DAY_MS)
    anniversaries.push(dateOf(day).slice(5));
  // Who was born on a 29 February has the day on 1 March in other years.
  if (anniversaries.includes('03-01')) anniversaries.push('02-29');
  return { from: dateOf(first), to: dateOf(last), anniversaries };
}
