import { deliveryStatuses, emptyCounts, type DeliveryCounts } from '@features/deliveries';
import type { CampaignStatus } from '../campaign-status';
import { sayCount } from './say-number';
import { sayDuration, sayMoment } from './say-time';

/** What `delivery_tallies` counts: rows that are through, by what became of them, and what came back for accepted ones. */
export type TallyKind =
  | 'accepted'
  | 'refused'
  | 'refused-hard'
  /** Tried again later. */
  | 'deferred'
  /** Deferred too often, not tried again. */
  | 'given-up'
  | 'uncertain'
  | 'suppressed'
  | 'cancelled'
  | 'bounced-hard'
  | 'complained';

export type Tallies = Partial<Record<TallyKind, number>>;

/** Who stopped a campaign. */
export interface CampaignPause {
  at: Date;
  /** `brake`: too many complaints or bounces. */
  byKind: 'user' | 'api-key' | 'system' | 'brake';
  by: string;
  reason: string;
}

/** One campaign as the tables tell it, in one snapshot. */
export interface ProgressFigures {
  status: CampaignStatus;
  /** Null before the audience is fixed. */
  audience: number | null;
  /** What the campaign says of itself, such as the mail server's trouble. */
  reason: string | null;
  scheduledAt: Date | null;
  /** When it (again) began to send. */
  sendingSince: Date | null;
  finishedAt: Date | null;
  tallies: Tallies;
  claimed: number;
  handedOver: number;
  /** Messages that were settled in the last minute and the last five. */
  settled: { lastMinute: number; lastFiveMinutes: number };
  firstHandedOverAt: Date | null;
  lastHandedOverAt: Date | null;
  /** Rows that wait for the winner of an A/B test. */
  undecided: number;
  /** Rows whose time has not come, such as those of zones further west; the last `lastCount` of them are due at `until`. */
  later: { count: number; from: Date | null; until: Date | null; lastCount: number };
  /** When the next batch with something put off is tried again, and when the last one is. */
  retryAt: Date | null;
  lastRetryAt: Date | null;
  pause: CampaignPause | null;
  /** The sender's address. */
  fromEmail: string | null;
  /** The workspace's time zone. */
  zone: string;
}

/** Something that keeps messages from going out at the moment. */
export interface Waiting {
  kind: 'audience' | 'paused' | 'mail-server' | 'limit' | 'local-time' | 'ab-test' | 'retry' | 'schedule';
  /** In plain words. */
  sentence: string;
  /** When that ends by itself; null where nobody knows. */
  until: Date | null;
  /** Messages concerned; null where that is not counted. */
  messages: number | null;
}

export interface CampaignProgress {
  status: CampaignStatus;
  audience: number | null;
  /** Sums up to the audience. */
  deliveries: DeliveryCounts;
  /** Messages that may still go out. */
  remaining: number;
  /** Deferred so often that they are not tried again; part of `deliveries.deferred`. */
  givenUp: number;
  /** 0 to 100, with one decimal. */
  percentDone: number;
  /** Messages settled per minute. */
  rate: { lastMinute: number; lastFiveMinutes: number };
  firstHandedOverAt: Date | null;
  lastHandedOverAt: Date | null;
  /** Null where there is nothing to go by. */
  estimatedEndAt: Date | null;
  /** The same in plain words, or why there is no estimate. */
  estimate: string;
  waitingFor: Waiting[];
  pause: CampaignPause | null;
}

const MINUTE = 60_000;
/** A rate over less than this would jump about. */
const SHORTEST_MS = 10_000;

/** Everything about how far a campaign is. `holds` are limits and back-offs that concern it now. */
export function campaignProgress(
  figures: ProgressFigures,
  { now, holds }: { now: Date; holds: readonly Waiting[] },
): CampaignProgress {
  const deliveries = countsOf(figures);
  const givenUp = figures.tallies['given-up'] ?? 0;
  const open = deliveries.pending + deliveries.claimed + deliveries.handed_over;
  const remaining = isOver(figures.status) ? 0 : open + deliveries.deferred - givenUp;
  const rate = ratesOf(figures, now);
  const audience = figures.audience ?? 0;
  const waitingFor = waitsOf(figures, { now, holds });
  return {
    status: figures.status,
    audience: figures.audience,
    deliveries,
    remaining,
    givenUp,
    percentDone:
      audience === 0
        ? isOver(figures.status)
          ? 100
          : 0
        : Math.floor((1000 * (audience - remaining)) / audience) / 10,
    rate,
    firstHandedOverAt: figures.firstHandedOverAt,
    lastHandedOverAt: figures.lastHandedOverAt,
    ...estimateOf(figures, { now, remaining, perMinute: rate.lastFiveMinutes, waitingFor }),
    waitingFor,
    pause: figures.pause,
  };
}

/** What is not tallied waits: also people whose row is not yet written. */
export function countsOf({ audience, tallies, claimed, handedOver }: ProgressFigures): DeliveryCounts {
  const counts = emptyCounts();
  counts.accepted = tallies.accepted ?? 0;
  counts.refused = (tallies.refused ?? 0) + (tallies['refused-hard'] ?? 0);
  counts.deferred = (tallies.deferred ?? 0) + (tallies['given-up'] ?? 0);
  counts.uncertain = tallies.uncertain ?? 0;
  counts.suppressed = tallies.suppressed ?? 0;
  counts.cancelled = tallies.cancelled ?? 0;
  counts.claimed = claimed;
  counts.handed_over = handedOver;
  const known = deliveryStatuses.reduce((sum, status) => sum + counts[status], 0);
  counts.pending = Math.max(0, (audience ?? 0) - known);
  return counts;
}

function isOver(status: CampaignStatus): boolean {
  return status === 'sent' || status === 'cancelled' || status === 'failed';
}

function ratesOf({ settled, sendingSince }: ProgressFigures, now: Date): CampaignProgress['rate'] {
  const since = sendingSince === null ? Infinity : now.getTime() - sendingSince.getTime();
  const perMinute = (count: number, window: number): number => {
    const measured = Math.min(window, Math.max(since, SHORTEST_MS));
    return Math.round((count * MINUTE) / measured);
  };
  return {
    lastMinute: perMinute(settled.lastMinute, MINUTE),
    lastFiveMinutes: perMinute(settled.lastFiveMinutes, 5 * MINUTE),
  };
}

function waitsOf(
  figures: ProgressFigures,
  { now, holds }: { now: Date; holds: readonly Waiting[] },
): Waiting[] {
  const { status, pause, undecided, later, retryAt, zone, tallies, reason } = figures;
  const at = (moment: Date): string => sayMoment(moment, { now, zone });
  if (status === 'scheduled') {
    const sentence = `It starts at ${figures.scheduledAt ? at(figures.scheduledAt) : 'its time'}.`;
    return [{ kind: 'schedule', sentence, until: figures.scheduledAt, messages: null }];
  }
  if (status === 'resolving')
    return [{ kind: 'audience', sentence: 'The audience is being worked out.', until: null, messages: null }];
  if (status === 'paused') {
    const sentence = pause?.reason ?? reason ?? 'Paused.';
    return [{ kind: 'paused', sentence, until: null, messages: null }];
  }
  if (status !== 'sending') return [];
  const waits: Waiting[] = [...holds];
  // What the last batch ran into is often one of the holds.
  const isSaid = holds.some(({ sentence }) => reason?.startsWith(sentence.split(';', 1)[0] ?? sentence));
  if (reason !== null && !isSaid)
    waits.push({ kind: 'mail-server', sentence: reason, until: retryAt, messages: null });
  if (later.count > 0 && later.from !== null) {
    const sentence = `${sayMessages(later.count)} until their time has come; the next of them go out at ${at(later.from)}.`;
    waits.push({ kind: 'local-time', sentence, until: later.from, messages: later.count });
  }
  if (undecided > 0) {
    const sentence = `${sayMessages(undecided)} until the winner of the A/B test is known.`;
    waits.push({ kind: 'ab-test', sentence, until: null, messages: undecided });
  }
  const deferred = tallies.deferred ?? 0;
  if (deferred > 0 || (retryAt !== null && waits.length === 0)) {
    const what =
      deferred === 0
        ? 'Messages were put off: by quiet hours, a frequency cap or a limit'
        : `${sayCount(deferred)} ${deferred === 1 ? 'message was' : 'messages were'} refused for now by the recipients' servers`;
    const again = retryAt === null ? '' : `; the next try is at ${at(retryAt)}`;
    const messages = deferred === 0 ? null : deferred;
    waits.push({ kind: 'retry', sentence: `${what}${again}.`, until: retryAt, messages });
  }
  return waits;
}

function sayMessages(count: number): string {
  return count === 1 ? '1 message waits' : `${sayCount(count)} messages wait`;
}

interface Outlook {
  now: Date;
  remaining: number;
  perMinute: number;
  waitingFor: readonly Waiting[];
}

/** The rest at the speed of the last minutes, and not before the last of those whose time is still to come. */
function estimateOf(
  figures: ProgressFigures,
  { now, remaining, perMinute, waitingFor }: Outlook,
): { estimatedEndAt: Date | null; estimate: string } {
  const none = (estimate: string) => ({ estimatedEndAt: null, estimate });
  const { status, undecided, later, finishedAt, zone } = figures;
  if (isOver(status)) {
    return none(finishedAt ? `It ended at ${sayMoment(finishedAt, { now, zone })}.` : 'It has ended.');
  }
  if (status === 'paused') return none('Nothing goes out while it is paused.');
  if (status !== 'sending') return none('It has not started yet.');
  if (remaining === 0) return none('Every message is through.');
  if (undecided > 0) return none('No estimate before the winner of the A/B test is known.');
  const due = Math.max(0, remaining - later.count);
  if (due > 0 && perMinute === 0) {
    return none(
      waitingFor.length > 0
        ? 'No estimate: nothing went out in the last five minutes.'
        : 'No estimate yet: the first messages are on their way.',
    );
  }
  const through = (from: number, count: number): number =>
    from + (perMinute === 0 ? 0 : (count / perMinute) * MINUTE);
  const ends = waitingFor.map(({ until }) => until?.getTime() ?? 0);
  ends.push(figures.lastRetryAt?.getTime() ?? 0);
  if (later.until !== null) ends.push(through(later.until.getTime(), later.lastCount));
  const end = Math.max(through(now.getTime(), due), ...ends);
  const estimatedEndAt = new Date(end);
  return {
    estimatedEndAt,
    estimate: `About ${sayDuration(end - now.getTime())} left; it should be through at ${sayMoment(estimatedEndAt, { now, zone })}.`,
  };
}
