/** The numbers in the formulas. They are the same for every workspace; docs/segments/computed-values.md quotes them. */

/** A click or an open counts half after this many days, a quarter after twice as many. */
export const ENGAGEMENT_HALF_LIFE_DAYS = 30;
/** Preferred channel, mail client and device are what was used most in this many days. */
export const HABIT_DAYS = 180;
/** A cart counts as abandoned this long after it was last touched without an order. */
export const CART_HOURS = 4;
/** So many orders make a loyal customer. */
export const LOYAL_ORDERS = 3;
/** A customer without an order for this long has lapsed. */
export const LAPSED_DAYS = 180;
/** Churn risk is low below the first, high above the second. */
export const CHURN_MEDIUM = 1;
export const CHURN_HIGH = 2;
/** Quintiles of fewer buyers say nothing. */
export const MIN_BUYERS = 5;

/** Also what is said of everybody who has no computed values at all. */
export const NOT_ENOUGH_DATA = 'not-enough-data';

export const CHURN_RISKS = ['low', 'medium', 'high', NOT_ENOUGH_DATA] as const;

export const LIFECYCLE_STAGES = [
  'subscriber',
  'lead',
  'cart-abandoned',
  'first-purchase',
  'loyal',
  'lapsed',
] as const;
export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number];
/** Where everybody begins. */
export const FIRST_STAGE: LifecycleStage = 'subscriber';

export const RFM_GROUPS = [
  'champions',
  'loyal',
  'recent',
  'promising',
  'needs-attention',
  'at-risk',
  'lost',
  NOT_ENOUGH_DATA,
] as const;
export type RfmGroup = (typeof RFM_GROUPS)[number];

/**
 * Rows: recency 1 to 5. Columns: the mean of frequency and monetary, rounded half up, 1 to 5. Five is best.
 */
export const RFM_TABLE: readonly (readonly RfmGroup[])[] = [
  ['lost', 'lost', 'lost', 'at-risk', 'at-risk'],
  ['lost', 'at-risk', 'at-risk', 'at-risk', 'at-risk'],
  ['needs-attention', 'needs-attention', 'needs-attention', 'loyal', 'loyal'],
  ['promising', 'promising', 'loyal', 'champions', 'champions'],
  ['recent', 'recent', 'loyal', 'champions', 'champions'],
];
