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

/** A check, and the variants of an A/B test of which it says the same. */
export interface Finding extends Omit<PreflightCheck, 'variant'> {
  variants: NonNullable<PreflightCheck['variant']>[];
}

/** In the API's order; what is the same for several variants is said once. */
export function findingsOf({ checks }: Preflight): Finding[] {
  const findings = new Map<string, Finding>();
  for (const { variant, ...check } of checks) {
    const key = `${check.id} ${check.level} ${check.sentence}`;
    const finding = findings.get(key) ?? { ...check, variants: [] };
    if (variant) finding.variants.push(variant);
    findings.set(key, finding);
  }
  return [...findings.values()];
}
