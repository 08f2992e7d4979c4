import type { Variant, VariantContent, VariantKey } from './variant';

/**
 * What the best variant has most of, per delivered message: `clicks` and `opens` count people (of opens only those who agreed to
 * tracking, on both sides of the fraction), `conversions` people who ordered, `revenue` what their orders brought.
 */
export const AB_METRICS = ['clicks', 'opens', 'conversions', 'revenue'] as const;
export type AbMetric = (typeof AB_METRICS)[number];

/** `automatic`: the rules decide when the time is over; `manual`: a person does. */
export const AB_DECISIONS = ['automatic', 'manual'] as const;
export type AbDecision = (typeof AB_DECISIONS)[number];

/** What happens when no difference is significant: `leader` (of equal ones the earliest letter), `original` (a), or `wait` for a person. */
export const AB_TIE_RULES = ['leader', 'original', 'wait'] as const;
export type AbTieRule = (typeof AB_TIE_RULES)[number];

export const MIN_DURATION_MINUTES = 15;
export const MAX_DURATION_MINUTES = 14 * 24 * 60;
export const MAX_OFFSET_MINUTES = 7 * 24 * 60;

export interface AbTestSettings {
  /** Share of the audience that takes part, 1 to 100; all of it: there is no rest to get the winner. */
  testPercent: number;
  metric: AbMetric;
  /** 15 minutes to 14 days: for so long every message is watched, and so long after the last start it is decided. */
  durationMinutes: number;
  decision: AbDecision;
  whenUnclear: AbTieRule;
  /** With fewer delivered messages in any variant no difference is called significant. */
  minimumSample: number;
  /** A variant with significantly more unsubscribes and complaints than another one cannot win by rule. */
  guardsUnsubscribes: boolean;
}

export const DEFAULT_SETTINGS: AbTestSettings = {
  testPercent: 20,
  metric: 'clicks',
  durationMinutes: 4 * 60,
  decision: 'automatic',
  whenUnclear: 'leader',
  minimumSample: 100,
  guardsUnsubscribes: true,
};

/** The A/B test of a campaign. */
export interface AbTest extends AbTestSettings {
  campaignId: string;
  workspaceId: string;
  variants: Variant[];
  /** When the audience was fixed; null before. Then nothing but the duration can change. */
  startedAt: Date | null;
  /** When it is decided, or was to be; null before it starts. */
  decideAt: Date | null;
  /** Since when it has waited for a person; null when it does not. */
  waitingSince: Date | null;
  winner: VariantKey | null;
  decidedAt: Date | null;
  /** Name of whoever decided; null: the rules did. */
  decidedBy: string | null;
  /** In plain words. */
  decisionReason: string | null;
}

/** A whole test as a marketer sets it up: 2 to 4 variants, the first is 'a'. */
export interface AbTestInput extends Partial<AbTestSettings> {
  variants: Partial<VariantContent>[];
}
