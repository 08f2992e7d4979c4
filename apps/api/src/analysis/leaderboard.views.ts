import type { Leaderboard, LeaderboardFigures, LeaderboardRow } from '@features/analysis';

/**
 * What a group of contacts did in the period. Members are those of now, whatever the period. Rates are fractions from 0 to 1;
 * they and values per contact are null where their base is zero.
 */
export class LeaderboardFiguresView {
  /** Members now. */
  contacts!: number;
  /** Members with at least one order in the period that was not cancelled. */
  buyers!: number;
  /** Their orders in the period, without cancelled ones. */
  orders!: number;
  /** Sum of total − refunded over these orders. */
  revenue!: number;
  /** revenue ÷ contacts. */
  revenuePerContact!: number | null;
  /**
   * Of the revenue, what was ordered within 5 days after a person clicked in a mail. An order belongs to the last mail clicked
   * before it, and is counted once per segment.
   */
  attributedRevenue!: number;
  /** buyers ÷ contacts. */
  conversionRate!: number | null;
  /** Campaign mails handed over in the period: accepted by a mail server, and not bounced. */
  delivered!: number;
  /** Of these, to members who agreed to individual tracking. */
  trackableDelivered!: number;
  /** Mails of the period that a person opened, whenever; prefetching machines are left out. */
  uniqueHumanOpens!: number;
  /** Mails of the period in which a person clicked. */
  uniqueHumanClicks!: number;
  /** Mails of the period from which somebody unsubscribed. */
  unsubscribed!: number;
  /** uniqueHumanOpens ÷ trackableDelivered. */
  openRate!: number | null;
  /** uniqueHumanClicks ÷ delivered. */
  clickRate!: number | null;
  /** unsubscribed ÷ delivered. */
  unsubscribeRate!: number | null;
  /** Fewer contacts than the workspace's minimum: chance has a large part in these numbers. */
  tooSmall!: boolean;
}

/** A request to this API. */
export class NextQuestionView {
  /** Send a POST there. */
  path!: string;
  /** With this body. */
  body!: Record<string, unknown>;
}

/** One segment. */
export class LeaderboardRowView extends LeaderboardFiguresView {
  /** Id of the segment. */
  segmentId!: string;
  /** Its name. */
  name!: string;
  /** Asks why: what its members have in common that others have not. */
  why!: NextQuestionView;
}

/** A segment that cannot be evaluated. */
export class BrokenSegmentView {
  /** Id of the segment. */
  segmentId!: string;
  /** Its name. */
  name!: string;
  /** Why. */
  reason!: string;
}

/** Segments compared. */
export class LeaderboardView {
  /** First moment of the period. */
  from!: string;
  /** First moment after it. */
  to!: string;
  /** ISO 4217; all money is in it. */
  currency!: string;
  /** All contacts of the workspace, to compare with. */
  everyone!: LeaderboardFiguresView;
  /** As sorted. A contact in several segments counts in each. */
  segments!: LeaderboardRowView[];
  /** Those that could not be compared. */
  broken!: BrokenSegmentView[];
  /** How long it took, in milliseconds. */
  tookMs!: number;
  /** When it was counted, in a workspace with 200,000 contacts or more; null: now. */
  countedAt!: string | null;
  /** It is older than five minutes, and is being counted again: ask again in a few seconds. */
  isBeingCounted!: boolean;
}

export function toLeaderboardView({
  period,
  segments,
  everyone,
  countedAt,
  ...rest
}: Leaderboard): LeaderboardView {
  return {
    ...rest,
    countedAt: countedAt?.toISOString() ?? null,
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    everyone: toFiguresView(everyone),
    segments: segments.map(toRowView),
  };
}

function toRowView(row: LeaderboardRow): LeaderboardRowView {
  const { segmentId, name } = row;
  const why = { path: '/api/v1/analysis/over-represented', body: { segmentId } };
  return { segmentId, name, ...toFiguresView(row), why };
}

function toFiguresView(figures: LeaderboardFigures): LeaderboardFiguresView {
  return {
    contacts: figures.contacts,
    buyers: figures.buyers,
    orders: figures.orders,
    revenue: figures.revenue,
    revenuePerContact: figures.revenuePerContact,
    attributedRevenue: figures.attributedRevenue,
    conversionRate: figures.conversionRate,
    delivered: figures.delivered,
    trackableDelivered: figures.trackableDelivered,
    uniqueHumanOpens: figures.uniqueHumanOpens,
    uniqueHumanClicks: figures.uniqueHumanClicks,
    unsubscribed: figures.unsubscribed,
    openRate: figures.openRate,
    clickRate: figures.clickRate,
    unsubscribeRate: figures.unsubscribeRate,
    tooSmall: figures.tooSmall,
  };
}
