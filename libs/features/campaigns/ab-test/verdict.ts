import type { AbMetric, AbTestSettings } from './ab-test';
import type { Interval } from './statistics/proportions';
import type { VariantKey } from './variant';

/** Below this an adjusted p value is called significant. */
export const SIGNIFICANCE = 0.05;

/** What a variant brought in the test: people, counted once each, within the time that every message is watched. */
export interface VariantFigures {
  key: VariantKey;
  isExcluded: boolean;
  delivered: number;
  /** Delivered to people who agreed to tracking: the base of opens. */
  trackableDelivered: number;
  openers: number;
  clickers: number;
  /** People who ordered within days of a click, by last touch. */
  buyers: number;
  revenue: number;
  /** Sum of the squares of what each buyer brought: how far revenue varies. */
  revenueSquares: number;
  /** People who unsubscribed or complained. */
  unwanted: number;
}

/** Two variants beside each other. Differences are one − two: shares of people, or money per message. */
export interface Comparison {
  one: VariantKey;
  two: VariantKey;
  difference: number;
  /** 95 %, not adjusted; null for revenue and without a base. */
  interval: Interval | null;
  /** Two-sided, not adjusted for the number of comparisons. */
  p: number;
  /** By Holm's method over all pairs of variants that may win. */
  adjustedP: number;
  method: 'z' | 'fisher' | 'welch';
  isSignificant: boolean;
}

/** How a variant stands. */
export interface Standing {
  key: VariantKey;
  /** Share of people, or money per delivered message; null without a base. */
  score: number | null;
  /** 95 %; null for revenue and without a base. */
  interval: Interval | null;
  /** Against 'a': 0.1 is a tenth more; null where 'a' has nothing to compare with. */
  lift: number | null;
  /** Cannot win: excluded by hand, or significantly more people unsubscribed or complained. */
  barred: 'excluded' | 'unwanted' | null;
}

export interface Verdict {
  metric: AbMetric;
  standings: Standing[];
  comparisons: Comparison[];
  /** Of those that may win the best; of equal ones the earliest letter. Null while nothing was delivered. */
  leader: VariantKey | null;
  /** Better than every other one that may win, significantly and with enough messages; or the only one left. */
  isClear: boolean;
  /** The comparison that decides: of the leader's the least clear one; null without a rival. */
  decisive: Comparison | null;
  /** Variants with fewer messages than asked for. */
  tooSmall: VariantKey[];
  /** All of it in plain words. */
  sentence: string;
}

export interface VerdictRules extends Pick<
  AbTestSettings,
  'metric' | 'minimumSample' | 'guardsUnsubscribes'
> {
  /** ISO 4217; for sentences about revenue. */
  currency: string;
}
