import type { AbMetric, AbTieRule } from './ab-test';
import { holm } from './statistics/holm';
import { compareMeans } from './statistics/means';
import {
  compareProportions,
  differenceInterval,
  wilsonInterval,
  type Proportion,
} from './statistics/proportions';
import { variantName, type VariantKey } from './variant';
import {
  SIGNIFICANCE,
  type Comparison,
  type Standing,
  type VariantFigures,
  type Verdict,
  type VerdictRules,
} from './verdict';
import { sayVerdict } from './verdict-sentence';

/** Compares the variants of a test: who leads, how sure that is, and who may not win. */
export function judge(rules: VerdictRules, figures: readonly VariantFigures[]): Verdict {
  const contenders = figures.filter(({ isExcluded }) => !isExcluded);
  const comparisons = compareAll(rules.metric, contenders);
  const unwanted = rules.guardsUnsubscribes ? tooUnwanted(contenders) : new Set<VariantKey>();
  const standings = figures.map((each) => standingOf(each, { rules, figures, unwanted }));
  const eligible = contenders.filter(({ key }) => !unwanted.has(key));
  const leader = leaderOf(rules.metric, eligible);
  const decisive = leader === null ? null : leastClear(leader, comparisons, eligible);
  const tooSmall = eligible
    .filter((each) => baseOf(rules.metric, each) < rules.minimumSample)
    .map(({ key }) => key);
  const isClear =
    leader !== null &&
    (eligible.length === 1 || (decisive !== null && decisive.isSignificant && tooSmall.length === 0));
  const verdict = { metric: rules.metric, standings, comparisons, leader, isClear, decisive, tooSmall };
  return { ...verdict, sentence: sayVerdict(verdict, rules) };
}

/** The winner by rule and why; null: a person has to choose. */
export function chooseWinner(
  { leader, isClear, standings, sentence }: Verdict,
  rule: AbTieRule,
): { winner: VariantKey | null; reason: string } {
  const because = (winner: VariantKey | null, why: string) => ({ winner, reason: `${sentence} ${why}` });
  if (leader === null) return because(null, 'A person has to choose the winner.');
  if (isClear) return because(leader, `${variantName(leader)} wins.`);
  if (rule === 'wait') return because(null, 'By the rule for unclear results a person chooses the winner.');
  const original = standings.find(({ key }) => key === 'a');
  if (rule === 'original' && original?.barred === null)
    return because('a', 'By the rule for unclear results A, the campaign’s own content, wins.');
  return because(leader, `By the rule for unclear results the leader wins: ${variantName(leader)}.`);
}

/** What a rate is a share of; null for revenue, which is none. */
function proportionOf(metric: AbMetric, figures: VariantFigures): Proportion | null {
  switch (metric) {
    case 'clicks':
      return { count: figures.clickers, of: figures.delivered };
    case 'opens':
      return { count: figures.openers, of: figures.trackableDelivered };
    case 'conversions':
      return { count: figures.buyers, of: figures.delivered };
    case 'revenue':
      return null;
  }
}

function baseOf(metric: AbMetric, figures: VariantFigures): number {
  return metric === 'opens' ? figures.trackableDelivered : figures.delivered;
}

function scoreOf(metric: AbMetric, figures: VariantFigures): number | null {
  const base = baseOf(metric, figures);
  if (base === 0) return null;
  return (proportionOf(metric, figures)?.count ?? figures.revenue) / base;
}

function compareAll(metric: AbMetric, figures: readonly VariantFigures[]): Comparison[] {
  const pairs = figures.flatMap((one, index) => figures.slice(index + 1).map((two) => ({ one, two })));
  const compared = pairs.map(({ one, two }) => ({
    one: one.key,
    two: two.key,
    difference: (scoreOf(metric, one) ?? 0) - (scoreOf(metric, two) ?? 0),
    ...compare(metric, one, two),
  }));
  const adjusted = holm(compared.map(({ p }) => p));
  return compared.map((comparison, index) => {
    const adjustedP = adjusted[index] as number;
    return { ...comparison, adjustedP, isSignificant: adjustedP < SIGNIFICANCE };
  });
}

function compare(
  metric: AbMetric,
  one: VariantFigures,
  two: VariantFigures,
): Pick<Comparison, 'p' | 'method' | 'interval'> {
  const [first, second] = [proportionOf(metric, one), proportionOf(metric, two)];
  if (first && second)
    return { ...compareProportions(first, second), interval: differenceInterval(first, second) };
  const sample = (figures: VariantFigures) => ({
    of: figures.delivered,
    sum: figures.revenue,
    sumOfSquares: figures.revenueSquares,
  });
  return { p: compareMeans(sample(one), sample(two)), method: 'welch', interval: null };
}

/** Who has significantly more unsubscribes and complaints than the variant with the fewest. */
function tooUnwanted(figures: readonly VariantFigures[]): Set<VariantKey> {
  const shares = figures
    .filter(({ delivered }) => delivered > 0)
    .map(({ key, unwanted, delivered }) => ({ key, count: unwanted, of: delivered }))
    .sort((one, two) => one.count / one.of - two.count / two.of);
  const [fewest, ...others] = shares;
  if (!fewest) return new Set();
  const adjusted = holm(others.map((other) => compareProportions(other, fewest).p));
  return new Set(
    others.filter((_, index) => (adjusted[index] as number) < SIGNIFICANCE).map(({ key }) => key),
  );
}

function standingOf(
  figures: VariantFigures,
  of: { rules: VerdictRules; figures: readonly VariantFigures[]; unwanted: ReadonlySet<VariantKey> },
): Standing {
  const { metric } = of.rules;
  const original = of.figures.find(({ key }) => key === 'a');
  const [score, base] = [scoreOf(metric, figures), original ? scoreOf(metric, original) : null];
  const proportion = proportionOf(metric, figures);
  return {
    key: figures.key,
    score,
    interval: proportion && wilsonInterval(proportion),
    lift: score === null || !base || figures.key === 'a' ? null : score / base - 1,
    barred: figures.isExcluded ? 'excluded' : of.unwanted.has(figures.key) ? 'unwanted' : null,
  };
}

function leaderOf(metric: AbMetric, eligible: readonly VariantFigures[]): VariantKey | null {
  let best: { key: VariantKey; score: number } | null = null;
  for (const figures of eligible) {
    const score = scoreOf(metric, figures);
    if (score !== null && (best === null || score > best.score)) best = { key: figures.key, score };
  }
  return best?.key ?? null;
}

function leastClear(
  leader: VariantKey,
  comparisons: readonly Comparison[],
  eligible: readonly VariantFigures[],
): Comparison | null {
  const mayWin = new Set(eligible.map(({ key }) => key));
  const own = comparisons.filter(
    ({ one, two }) => mayWin.has(one) && mayWin.has(two) && (one === leader || two === leader),
  );
  return own.reduce<Comparison | null>(
    (found, each) => (found === null || each.adjustedP > found.adjustedP ? each : found),
    null,
  );
}
