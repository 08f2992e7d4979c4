import type { CallOutcome } from './webhook-calls.repository';

const MINUTE = 60_000;

/** Pauses after the first, second, … attempt; the last one repeats. */
const PAUSES = [
  10_000,
  30_000,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  2 * 60 * MINUTE,
  4 * 60 * MINUTE,
];

/** A receiver that asks for patience gets as much. */
const MAX_RETRY_AFTER = 60 * MINUTE;

export interface TriedCall {
  /** HTTP status of the answer; null when none came. */
  status: number | null;
  retryAfter: string | undefined;
  /** Attempts since the call was made or replayed, this one included. */
  roundAttempt: number;
  giveUpAt: Date;
}

/**
 * What an attempt leads to. 2xx is delivered, 410 means that the receiver wants no more; everything else (redirects too, which are
 * not followed) is tried again, with pauses that grow and vary by a fifth, until a day has passed. `luck` is from 0 to 1.
 */
export function outcomeOf(call: TriedCall, at: Date, luck: number): CallOutcome {
  const { status, roundAttempt } = call;
  if (status !== null && status >= 200 && status < 300) return { status: 'delivered' };
  if (status === 410) return { status: 'gone' };
  const pause = PAUSES[Math.min(roundAttempt, PAUSES.length) - 1] as number;
  const asked = status === 429 || status === 503 ? retryAfterMs(call.retryAfter, at) : 0;
  const dueAt = new Date(at.getTime() + Math.max(pause * (0.8 + luck * 0.4), asked));
  return dueAt > call.giveUpAt ? { status: 'failed' } : { status: 'pending', dueAt };
}

/** Seconds or a date (RFC 9110 10.2.3). */
function retryAfterMs(value: string | undefined, at: Date): number {
  if (value === undefined) return 0;
  const ms = /^\d{1,9}$/.test(value) ? Number(value) * 1_000 : Date.parse(value) - at.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), MAX_RETRY_AFTER) : 0;
}
