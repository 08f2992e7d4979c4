import { DateTime } from 'luxon';

/** How much a new domain sends per day until mailbox providers know it. */
export interface WarmUpPlan {
  /** Calendar day (`2026-11-05`) of the first volume, in the workspace's time zone. */
  startsOn: string;
  /** Messages per day, from the first day on; afterwards there is no limit. 1 to 90 whole numbers from 1 to 10 000 000. */
  volumes: number[];
}

/** Twice as much as the day before, or nearly: what senders with good lists get away with. */
export const DEFAULT_WARM_UP_VOLUMES: readonly number[] = [
  50, 100, 200, 400, 800, 1_500, 3_000, 6_000, 12_000, 25_000, 50_000, 100_000,
];

export const WARM_UP_LIMITS = { days: 90, volume: 10_000_000 };

export interface WarmUpDay {
  /** 1 is the first day. */
  number: number;
  /** Calendar day, `2026-11-05`. */
  date: string;
  limit: number;
}

/** What may go today. */
export interface WarmUpAllowance {
  /** Null: no limit (any more). */
  limit: number | null;
  /** Calendar day in the workspace's time zone. */
  day: string;
  /** Midnight after it: when the next limit holds. */
  endsAt: Date;
}

/** Before the first day its volume holds already: a domain that is not warm yet is not warm the day before either. */
export function allowanceOn(plan: WarmUpPlan | null, timeZone: string, now: Date): WarmUpAllowance {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const day = local.toISODate() ?? '';
  return {
    limit: plan === null ? null : (plan.volumes[Math.max(0, daysBetween(plan.startsOn, day))] ?? null),
    day,
    endsAt: local.plus({ days: 1 }).startOf('day').toJSDate(),
  };
}

/** The whole plan, day by day. */
export function warmUpDays({ startsOn, volumes }: WarmUpPlan): WarmUpDay[] {
  const first = DateTime.fromISO(startsOn, { zone: 'utc' });
  return volumes.map((limit, index) => ({
    number: index + 1,
    date: first.plus({ days: index }).toISODate() ?? startsOn,
    limit,
  }));
}

/** Why a plan cannot be used, as a whole sentence; null when it can. */
export function warmUpProblem({ startsOn, volumes }: WarmUpPlan): string | null {
  const { days, volume } = WARM_UP_LIMITS;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(startsOn) || !DateTime.fromISO(startsOn, { zone: 'utc' }).isValid) {
    return `startsOn must be a day such as 2026-11-05, not "${startsOn.slice(0, 30)}".`;
  }
  if (volumes.length === 0 || volumes.length > days)
    return `volumes must hold 1 to ${days} numbers, one per day.`;
  const bad = volumes.find((number) => !Number.isInteger(number) || number < 1 || number > volume);
  return bad === undefined ? null : `volumes must be whole numbers from 1 to ${volume}; ${bad} is not.`;
}

function daysBetween(from: string, to: string): number {
  return DateTime.fromISO(to, { zone: 'utc' }).diff(DateTime.fromISO(from, { zone: 'utc' }), 'days').days;
}
