import type { AbMetric, AbTestSettings } from './ab-test';
import { detectableDifference } from './statistics/proportions';
import { SIGNIFICANCE } from './verdict';

/** What is taken for the usual rate where nobody says better. Revenue has no rate. */
export const USUAL_RATES: Record<AbMetric, number | null> = {
  clicks: 0.03,
  opens: 0.25,
  conversions: 0.01,
  revenue: null,
};

/** A difference counts as detectable when four of five tests would show it. */
const POWER = 0.8;

export interface PlanFacts extends Pick<AbTestSettings, 'testPercent' | 'metric' | 'minimumSample'> {
  variants: number;
  /** What the variants differ in, in words. */
  differences: string[];
  /** People who would get the campaign now; null when they could not be counted in time. */
  audience: number | null;
  /** Rate of the variant to beat, 0 to 1; null: the usual one. */
  baseRate: number | null;
}

/** What a test can be expected to show. */
export interface AbTestPlan {
  audience: number | null;
  /** People per variant, about. */
  perVariant: number | null;
  /** People who would get the winner, about. */
  rest: number | null;
  baseRate: number | null;
  /** The smallest rise over `baseRate`, as a share of people, that four of five tests would show; null when none or not known. */
  detectableDifference: number | null;
  /** In plain words. */
  sentence: string;
  warnings: string[];
}

/** Sizes, what they can show, and what speaks against the settings. Warnings stop nobody. */
export function planTest(facts: PlanFacts): AbTestPlan {
  const baseRate = facts.baseRate ?? USUAL_RATES[facts.metric];
  const { audience } = facts;
  const inTest = audience === null ? null : Math.round((audience * facts.testPercent) / 100);
  const perVariant = inTest === null ? null : Math.floor(inTest / facts.variants);
  const difference =
    perVariant === null || baseRate === null
      ? null
      : detectableDifference(perVariant, baseRate, { significance: perPair(facts.variants), power: POWER });
  const plan = { audience, perVariant, baseRate, detectableDifference: difference };
  return {
    ...plan,
    rest: audience === null || inTest === null ? null : audience - inTest,
    sentence: say(plan),
    warnings: warningsOf(facts, plan),
  };
}

/** Every pair is compared; Holm's method is never stricter than dividing by their number. */
function perPair(variants: number): number {
  return SIGNIFICANCE / ((variants * (variants - 1)) / 2);
}

function say({
  perVariant,
  baseRate,
  detectableDifference,
}: Omit<AbTestPlan, 'rest' | 'sentence' | 'warnings'>): string {
  if (perVariant === null)
    return 'The audience could not be counted in time, so nobody knows what the test can show.';
  const size = `About ${perVariant.toLocaleString('en')} people per variant.`;
  if (baseRate === null)
    return `${size} What differences in revenue they show depends on how far orders vary.`;
  if (detectableDifference === null)
    return `${size} Too few to show any difference from ${percent(baseRate)}.`;
  return `${size} A rise from ${percent(baseRate)} to ${percent(baseRate + detectableDifference)} would be seen in four of five tests; smaller differences mostly pass for chance.`;
}

function warningsOf(
  facts: PlanFacts,
  { perVariant, baseRate, detectableDifference }: Omit<AbTestPlan, 'rest' | 'sentence' | 'warnings'>,
): string[] {
  const warnings: string[] = [];
  if (facts.differences.length > 1)
    warnings.push(
      `The variants differ in ${new Intl.ListFormat('en').format(facts.differences)}: the report will not tell which of these made the difference.`,
    );
  if (perVariant === null) return warnings;
  if (perVariant < facts.minimumSample)
    warnings.push(
      `About ${perVariant} people per variant are fewer than the minimum sample of ${facts.minimumSample}: no difference will be called significant. ${remedy(facts)}`,
    );
  else if (baseRate !== null && (detectableDifference ?? Infinity) > baseRate)
    warnings.push(`Only a variant more than twice as good would be noticed. ${remedy(facts)}`);
  return warnings;
}

function remedy({ testPercent, variants }: PlanFacts): string {
  const ways = [
    ...(testPercent < 100 ? ['raise testPercent'] : []),
    ...(variants > 2 ? ['use fewer variants'] : []),
    'choose a larger audience',
  ];
  const text = new Intl.ListFormat('en', { type: 'disjunction' }).format(ways);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function percent(rate: number): string {
  return `${(rate * 100).toFixed(1)} %`;
}
