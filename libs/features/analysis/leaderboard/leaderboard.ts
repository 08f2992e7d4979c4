import { shareOf } from '@features/reports';

/** What was counted for one group of contacts; everything else is derived from it. */
export interface LeaderboardCounts {
  /** Members now. */
  contacts: number;
  /** Of these, who ordered in the period. */
  buyers: number;
  orders: number;
  revenue: number;
  attributedRevenue: number;
  delivered: number;
  trackableDelivered: number;
  uniqueHumanOpens: number;
  uniqueHumanClicks: number;
  unsubscribed: number;
}

/** Rates are fractions from 0 to 1, and like the values per contact null where the base is zero. */
export interface LeaderboardFigures extends LeaderboardCounts {
  revenuePerContact: number | null;
  conversionRate: number | null;
  openRate: number | null;
  clickRate: number | null;
  unsubscribeRate: number | null;
  /** Fewer contacts than the workspace's minimum: chance has a large part in the numbers. */
  tooSmall: boolean;
}

export const LEADERBOARD_SORTS = [
  'contacts',
  'buyers',
  'orders',
  'revenue',
  'revenuePerContact',
  'attributedRevenue',
  'conversionRate',
  'delivered',
  'openRate',
  'clickRate',
  'unsubscribed',
  'unsubscribeRate',
] as const;
export type LeaderboardSort = (typeof LEADERBOARD_SORTS)[number];

export interface LeaderboardRow extends LeaderboardFigures {
  segmentId: string;
  name: string;
}

export function toFigures(counts: LeaderboardCounts, minimum: number): LeaderboardFigures {
  return {
    ...counts,
    revenuePerContact: shareOf(counts.revenue, counts.contacts),
    conversionRate: shareOf(counts.buyers, counts.contacts),
    openRate: shareOf(counts.uniqueHumanOpens, counts.trackableDelivered),
    clickRate: shareOf(counts.uniqueHumanClicks, counts.delivered),
    unsubscribeRate: shareOf(counts.unsubscribed, counts.delivered),
    tooSmall: counts.contacts < minimum,
  };
}

/** Rows without a value come last in both directions; equal ones are in the order of their names. */
export function ranked(
  rows: readonly LeaderboardRow[],
  { sort, direction }: { sort: LeaderboardSort; direction: 'asc' | 'desc' },
): LeaderboardRow[] {
  const sign = direction === 'asc' ? 1 : -1;
  return rows.toSorted((a, b) => {
    const [x, y] = [a[sort], b[sort]];
    if (x !== y) {
      if (x === null) return 1;
      if (y === null) return -1;
      return x < y ? -sign : sign;
    }
    return a.name < b.name ? -1 : a.name > b.name ? 1 : a.segmentId < b.segmentId ? -1 : 1;
  });
}
