import type {
  AbDecision,
  AbMetric,
  AbTest,
  AbTestPlan,
  AbTestReport,
  AbTestState,
  AbTieRule,
  Comparison,
  GroupCounts,
  Standing,
  Variant,
  VariantKey,
  Verdict,
} from '@features/campaigns';
import { DeliveryCountsView } from '../reports/reports.views';

/** What a variant has of its own; null: as in the campaign. */
export class VariantView {
  key: VariantKey;
  subject: string | null;
  preheader: string | null;
  senderId: string | null;
  templateId: string | null;
  /** Goes out so many minutes after the campaign's start. */
  offsetMinutes: number;
  /** The content as frozen when the audience was fixed; null before. */
  templateVersionId: string | null;
  /** Taken out by hand: it cannot win. */
  excludedAt: Date | null;
  /** By whom; null when it is not excluded. */
  excludedBy: string | null;
  excludedReason: string | null;
}

export class AbTestDecisionView {
  winner: VariantKey;
  at: Date;
  /** Name of whoever chose; null: the rules did. */
  by: string | null;
  /** In plain words, with the numbers of that moment. */
  reason: string;
}

export class AbIntervalView {
  low: number;
  high: number;
}

/** People of one part of the audience. Those who try a variant are watched for the test's duration, the rest without an end. */
export class AbGroupView {
  /** Sum of all delivery states. */
  audience: number;
  deliveries: DeliveryCountsView;
  /** Accepted by an SMTP server. */
  sent: number;
  /** sent − bounced. */
  delivered: number;
  bounced: number;
  /** Delivered to people who agreed to tracking: the base of opens. */
  trackableDelivered: number;
  /** People who opened. */
  openers: number;
  /** People who clicked. */
  clickers: number;
  /** Messages that a machine opened; in no rate. */
  machineOpeners: number;
  /** Messages in which a machine followed links; in no rate. */
  machineClickers: number;
  /** People who ordered within five days of a click, by last touch. */
  buyers: number;
  orders: number;
  revenue: number;
  unsubscribed: number;
  complained: number;
}

export class VariantResultView extends AbGroupView {
  key: VariantKey;
  /** By the test's metric: a share of people from 0 to 1, or money per delivered message; null without a base. */
  score: number | null;
  /** 95 % interval of the score (Wilson); null for revenue. */
  interval: AbIntervalView | null;
  /** Against a: 0.1 is a tenth more; null for a itself and where a has nothing to compare with. */
  lift: number | null;
  /** Why it cannot win: `excluded` by hand, or `unwanted` (significantly more unsubscribes and complaints); null when it can. */
  barred: 'excluded' | 'unwanted' | null;
}

/** Two variants beside each other; differences are one − two. */
export class AbComparisonView {
  one: VariantKey;
  two: VariantKey;
  /** Of the scores. */
  difference: number;
  /** 95 % interval of the difference (Newcombe), not adjusted; null for revenue. */
  interval: AbIntervalView | null;
  /** Two-sided, not adjusted. */
  p: number;
  /** Adjusted for the number of comparisons (Holm). */
  adjustedP: number;
  /** 1 − adjustedP: how sure it is that they differ. */
  confidence: number;
  /** `z`: two proportions; `fisher`: exact, for small counts; `welch`: means of revenue. */
  method: 'z' | 'fisher' | 'welch';
  /** adjustedP is below 0.05. */
  isSignificant: boolean;
}

export class AbTestResultsView {
  variants: VariantResultView[];
  comparisons: AbComparisonView[];
  /** Who leads by the metric, of those that may win; null while nothing was delivered. */
  leader: VariantKey | null;
  /** The leader is significantly better than all others that may win, with enough messages; or it is the only one left. */
  isClear: boolean;
  /** All of it in plain words. */
  sentence: string;
  /** Everybody who is in no variant's test: they wait, or got the winner. */
  rest: AbGroupView;
  /** People of the audience whose rows are not written yet; right after the start only. */
  beingListed: number;
  /** ISO 4217, of revenue. */
  currency: string;
}

/** The A/B test of a campaign: how it is set up, where it stands, and what came out. */
export class AbTestView {
  campaignId: string;
  variants: VariantView[];
  /** Share of the audience that takes part, in percent. */
  testPercent: number;
  /** `clicks`, `opens`, `conversions` or `revenue`, per delivered message. */
  metric: AbMetric;
  durationMinutes: number;
  /** `automatic` or `manual`. */
  decision: AbDecision;
  /** `leader`, `original` or `wait`. */
  whenUnclear: AbTieRule;
  minimumSample: number;
  guardsUnsubscribes: boolean;
  /** `not-started`, `running`, `paused`, `waiting` (for a person), `decided`, or `ended` (cancelled before it was decided). */
  state: AbTestState;
  /** The state in plain words, in the workspace's time zone. */
  stateText: string;
  startedAt: Date | null;
  /** When it is decided, or was to be. */
  decideAt: Date | null;
  /** Since when it waits for a person. */
  waitingSince: Date | null;
  /** Who won, when, by whom and why; null before. */
  decided: AbTestDecisionView | null;
  /** Null before it starts. */
  results: AbTestResultsView | null;
}

/** What a test can be expected to show, with the audience as it is now. */
export class AbTestPlanView {
  /** People who would get the campaign now; null when they could not be counted in time. */
  audience: number | null;
  /** About so many per variant. */
  perVariant: number | null;
  /** About so many would get the winner. */
  rest: number | null;
  /** What the variant to beat is thought to reach; null for revenue. */
  baseRate: number | null;
  /** The smallest rise over `baseRate` that four of five tests would show, as a share of people; null when none or not known. */
  detectableDifference: number | null;
  /** In plain words. */
  sentence: string;
  /** What speaks against these settings, each with a remedy. They stop nobody. */
  warnings: string[];
}

export function toAbTestView({ test, state, stateText, results }: AbTestReport): AbTestView {
  const { workspaceId: _workspaceId, winner, decidedAt, decidedBy, decisionReason, ...rest } = test;
  const decided = winner &&
    decidedAt && { winner, at: decidedAt, by: decidedBy, reason: decisionReason ?? '' };
  return {
    ...rest,
    variants: test.variants.map((variant: Variant) => ({ ...variant })),
    state,
    stateText,
    decided: decided || null,
    results: results && toResultsView(test, results),
  };
}

export function toAbTestPlanView(plan: AbTestPlan): AbTestPlanView {
  return { ...plan };
}

function toResultsView(
  test: AbTest,
  { counts, verdict, beingListed }: NonNullable<AbTestReport['results']>,
): AbTestResultsView {
  const { comparisons, leader, isClear, sentence } = verdict;
  return {
    variants: test.variants.map(({ key }) => ({
      ...standingOf(verdict, key),
      ...toGroupView(counts.variants.get(key) ?? counts.rest),
    })),
    comparisons: comparisons.map(toComparisonView),
    leader,
    isClear,
    sentence,
    rest: toGroupView(counts.rest),
    beingListed,
    currency: counts.currency,
  };
}

function standingOf(verdict: Verdict, key: VariantKey): Standing {
  return (
    verdict.standings.find((standing) => standing.key === key) ?? {
      key,
      score: null,
      interval: null,
      lift: null,
      barred: null,
    }
  );
}

function toComparisonView(comparison: Comparison): AbComparisonView {
  return { ...comparison, confidence: 1 - comparison.adjustedP };
}

function toGroupView({
  revenueSquares: _revenueSquares,
  unwanted: _unwanted,
  ...counts
}: GroupCounts): AbGroupView {
  return { ...counts, sent: counts.deliveries.accepted };
}
