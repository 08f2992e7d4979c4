import type { VariantKey } from '../ab-test/variant';

/** `block`: it cannot be scheduled like this. `warn`: it can, and somebody should look first. */
export const PREFLIGHT_LEVELS = ['ok', 'warn', 'block'] as const;
export type PreflightLevel = (typeof PREFLIGHT_LEVELS)[number];

export const PREFLIGHT_CHECKS = [
  'settings',
  'audience',
  'audience-change',
  'left-out',
  'merge-values',
  'content',
  'links',
  'unsubscribe',
  'postal-address',
  'size',
  'images',
  'text-part',
  'subject',
  'preheader',
  'spam',
  'sender-domain',
  'sending-time',
  'frequency-cap',
  'local-time',
  'tracking',
] as const;
export type PreflightCheckId = (typeof PREFLIGHT_CHECKS)[number];

/** One thing that was looked at. */
export interface PreflightCheck {
  id: PreflightCheckId;
  level: PreflightLevel;
  /** What is so, in plain words. */
  sentence: string;
  /** What to do; null where nothing is to be done. */
  remedy: string | null;
  /** The numbers and names behind the sentence. */
  figures: Record<string, unknown>;
  /** Of an A/B test, where it is about the message of one variant; else null. */
  variant: VariantKey | null;
}

export interface Preflight {
  /** The worst of all checks. */
  level: PreflightLevel;
  checks: PreflightCheck[];
  checkedAt: Date;
}

/** A check as most of them are made: fine, with nothing to be done. */
export function check(
  id: PreflightCheckId,
  sentence: string,
  more: Partial<Omit<PreflightCheck, 'id' | 'sentence'>> = {},
): PreflightCheck {
  return { id, level: 'ok', sentence, remedy: null, figures: {}, variant: null, ...more };
}

export function worstOf(checks: readonly PreflightCheck[]): PreflightLevel {
  const ranks = checks.map(({ level }) => PREFLIGHT_LEVELS.indexOf(level));
  return PREFLIGHT_LEVELS[Math.max(0, ...ranks)] ?? 'ok';
}
