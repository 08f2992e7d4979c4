import type { components } from '../api/schema.gen';

export type Preflight = components['schemas']['PreflightView'];
export type PreflightCheck = Preflight['checks'][number];

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Who would get it and who not; null when the audience is not chosen yet or could not be counted. */
export function audienceOf({
  checks,
}: Preflight): { audience: number; leftOut: Record<string, number> } | null {
  const audience = checks.find(({ id }) => id === 'audience')?.figures.audience;
  const reasons = checks.find(({ id }) => id === 'left-out')?.figures.reasons;
  if (typeof audience !== 'number' || !isRecord(reasons)) return null;
  const counts = Object.entries(reasons).filter(
    (entry): entry is [string, number] => typeof entry[1] === 'number',
  );
  return { audience, leftOut: Object.fromEntries(counts) };
}

const ORDER = ['block', 'warn', 'ok'] as const;

/** What blocks first, then what warns; each in the API's order. */
export function byLevel(checks: readonly PreflightCheck[]): Record<(typeof ORDER)[number], PreflightCheck[]> {
  const at = (level: (typeof ORDER)[number]) => checks.filter((check) => check.level === level);
  return { block: at('block'), warn: at('warn'), ok: at('ok') };
}
