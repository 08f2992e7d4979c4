/**
 * When a size is a jump: it differs from the median of the last recorded days by more than a fifth and by more than 50
 * contacts. Days before the rules last changed and before the last alert do not count, so that a new level is told once
 * and is the usual one from then on.
 */
export const JUMP = { days: 7, leastDays: 4, share: 0.2, contacts: 50 } as const;

/** Sizes are kept for two years. */
export const HISTORY_DAYS = 731;

/** One day of a segment, in the workspace's zone. */
export interface SegmentDay {
  /** `YYYY-MM-DD`. */
  day: string;
  /** `missing`: nobody tried to count, for example before the segment existed. */
  state: 'counted' | 'not-counted' | 'missing';
  /** Members when last counted on that day; null unless counted. */
  size: number | null;
  /** Of these, who may be mailed about some topic. */
  mailable: number | null;
  /** Contacts that came in on that day; null for segments that are not tracked: only tracked ones know. */
  entered: number | null;
  left: number | null;
  countedAt: Date | null;
  /** Why it could not be counted. */
  reason: string | null;
}

export interface SegmentHistory {
  from: string;
  to: string;
  /** One entry for every day from `from` to `to`, gaps included. */
  days: SegmentDay[];
}

/** How many are in a segment, counted exactly; `mailableCount` is null where nobody asked. */
export interface SegmentCounts {
  count: number;
  mailableCount: number | null;
}
