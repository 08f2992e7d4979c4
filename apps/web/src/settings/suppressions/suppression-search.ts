import type { Suppression } from '../../api/models';

export const REASONS = [
  'unsubscribed',
  'complaint',
  'hard-bounce',
  'invalid-address',
  'manual',
  'erased',
] as const satisfies Suppression['reason'][];

/** What the person caused, and the law asks us to heed. */
export const OWN_CHOICE: ReadonlySet<Suppression['reason']> = new Set([
  'unsubscribed',
  'complaint',
  'erased',
]);

/** Filters as they stand in the address. */
export interface SuppressionSearch {
  q?: string;
  reason?: Suppression['reason'];
}

export function readSuppressionSearch(search: Record<string, unknown>): SuppressionSearch {
  const q = typeof search.q === 'number' ? String(search.q) : search.q;
  const reason = REASONS.find((one) => one === search.reason);
  return { ...(typeof q === 'string' && q !== '' ? { q } : {}), ...(reason ? { reason } : {}) };
}

const WHOLE_ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/;

/** A whole address is also found where only its fingerprint is kept; a part of one only where the address is. */
export function filterOf({ q, reason }: SuppressionSearch) {
  return {
    ...(q ? (WHOLE_ADDRESS.test(q) ? { email: q } : { search: q }) : {}),
    ...(reason ? { reason } : {}),
  };
}
