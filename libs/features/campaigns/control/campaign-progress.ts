import { deliveryStatuses, emptyCounts, type DeliveryCounts } from '@features/deliveries';
import type { CampaignStatus } from '../campaign-status';
import { waitsOf, type Waiting } from './campaign-waits';
import type { CampaignPause, ProgressFigures } from './progress-figures';
import { sayDuration, sayMoment } from './say-time';

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
  const isPutOff = ({ kind }: Waiting): boolean => kind === 'frequency-cap' || kind === 'quiet-hours';
  const putOff = waitingFor.filter(isPutOff).reduce((sum, { messages }) => sum + (messages ?? 0), 0);
  const due = Math.max(0, remaining - later.count - putOff);
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
