import { logGamma, normalQuantile, normalTail } from './distributions';

/** `count` of `of`, such as 42 clickers of 1,000 delivered messages. */
export interface Proportion {
  count: number;
  of: number;
}

export interface Interval {
  low: number;
  high: number;
}

export interface ProportionTest {
  /** Two-sided. */
  p: number;
  method: 'z' | 'fisher';
}

/** z of 95 % intervals. */
const Z95 = 1.959963984540054;
/** Below this many expected of either kind in either group, the normal approximation is not trusted. */
const MIN_EXPECTED = 5;
/** Equal chances may differ in their last digits. */
const SAME = 1 + 1e-7;

/**
 * Whether two proportions differ: z = (p₁ − p₂) / √(p(1 − p)(1/n₁ + 1/n₂)) with the pooled p, two-sided, without continuity
 * correction; Fisher's exact test where a count expected under "no difference" is below 5. 1 without any base.
 */
export function compareProportions(one: Proportion, two: Proportion): ProportionTest {
  const total = one.of + two.of;
  const pooled = (one.count + two.count) / total;
  const smallest = Math.min(one.of, two.of) * Math.min(pooled, 1 - pooled);
  if (!(smallest >= MIN_EXPECTED)) return { p: fisherExact(one, two), method: 'fisher' };
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / one.of + 1 / two.of));
  const z = (one.count / one.of - two.count / two.of) / error;
  return { p: Math.min(1, 2 * normalTail(Math.abs(z))), method: 'z' };
}

/** Two-sided: the chance of all tables with the same margins that are no likelier than the one seen. */
export function fisherExact(one: Proportion, two: Proportion): number {
  const successes = one.count + two.count;
  const total = one.of + two.of;
  const chance = (count: number): number =>
    Math.exp(logChoose(one.of, count) + logChoose(two.of, successes - count) - logChoose(total, successes));
  const limit = chance(one.count) * SAME;
  let p = 0;
  const last = Math.min(one.of, successes);
  for (let count = Math.max(0, successes - two.of); count <= last; count += 1) {
    const each = chance(count);
    if (each <= limit) p += each;
  }
  return Math.min(1, p);
}

/** 95 % interval of a proportion (Wilson's score); null without a base. */
export function wilsonInterval({ count, of }: Proportion): Interval | null {
  if (of === 0) return null;
  const middle = count + (Z95 * Z95) / 2;
  const reach = Z95 * Math.sqrt((count * (of - count)) / of + (Z95 * Z95) / 4);
  const width = of + Z95 * Z95;
  return { low: Math.max(0, (middle - reach) / width), high: Math.min(1, (middle + reach) / width) };
}

/** 95 % interval of the difference one − two (Newcombe's hybrid score, his method 10); null without both bases. */
export function differenceInterval(one: Proportion, two: Proportion): Interval | null {
  const [first, second] = [wilsonInterval(one), wilsonInterval(two)];
  if (!first || !second) return null;
  const [p1, p2] = [one.count / one.of, two.count / two.of];
  return {
    low: p1 - p2 - Math.hypot(p1 - first.low, second.high - p2),
    high: p1 - p2 + Math.hypot(first.high - p1, p2 - second.low),
  };
}

/** Chance that two groups of `n`, whose true proportions are p1 and p2, come out significantly different. */
export function powerOfTest(n: number, [p1, p2]: [number, number], significance: number): number {
  const critical = normalQuantile(significance / 2) * Math.sqrt((p1 + p2) * (1 - (p1 + p2) / 2));
  const spread = Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  return normalTail(-(Math.sqrt(n) * Math.abs(p1 - p2) - critical) / spread);
}

/** The smallest rise above `base` that groups of `n` would show with the chance `power`; null when none can. */
export function detectableDifference(
  n: number,
  base: number,
  { significance, power }: { significance: number; power: number },
): number | null {
  // Never exactly 1, where the spread of the second group would be 0.
  let [low, high] = [base, 1 - 1e-9];
  if (n < 1 || powerOfTest(n, [base, high], significance) < power) return null;
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (powerOfTest(n, [base, middle], significance) < power) low = middle;
    else high = middle;
  }
  return high - base;
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
