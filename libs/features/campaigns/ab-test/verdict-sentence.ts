import type { AbMetric } from './ab-test';
import { variantName, type VariantKey } from './variant';
import type { Verdict, VerdictRules } from './verdict';

const RATE_NAMES: Record<AbMetric, string> = {
  clicks: 'a click rate of',
  opens: 'an open rate of',
  conversions: 'a conversion rate of',
  revenue: 'a revenue per message of',
};

/** The verdict in plain words: who leads with what, against whom, and whether that means anything. */
export function sayVerdict(verdict: Omit<Verdict, 'sentence'>, rules: VerdictRules): string {
  const parts = [sayLeader(verdict, rules), ...verdict.standings.flatMap(sayBarred)];
  return parts.join(' ');
}

function sayLeader(verdict: Omit<Verdict, 'sentence'>, rules: VerdictRules): string {
  const { leader, decisive, standings } = verdict;
  if (leader === null) return 'Nothing of the test was delivered, so there is nothing to compare.';
  const score = (key: VariantKey): number => standings.find((each) => each.key === key)?.score ?? 0;
  const say = (key: VariantKey): string => sayScore(score(key), rules);
  const leads = `${variantName(leader)} leads with ${RATE_NAMES[verdict.metric]} ${say(leader)}`;
  if (decisive === null) return `${leads}; no other variant may win.`;
  const rival = decisive.one === leader ? decisive.two : decisive.one;
  if (score(leader) === score(rival) && decisive.difference === 0)
    return `${names([leader, rival])} are level, with ${RATE_NAMES[verdict.metric]} ${say(leader)}.`;
  const against = `${leads} against ${say(rival)} of ${variantName(rival)}`;
  if (verdict.tooSmall.length > 0)
    return `${against}; too few messages to tell: ${names(verdict.tooSmall)} ${verdict.tooSmall.length === 1 ? 'has' : 'have'} fewer than ${rules.minimumSample}.`;
  return `${against}; the difference is ${decisive.isSignificant ? '' : 'not '}significant (${sayP(decisive.adjustedP)}).`;
}

function sayBarred({ key, barred }: Verdict['standings'][number]): string[] {
  switch (barred) {
    case 'excluded':
      return [`${variantName(key)} was excluded.`];
    case 'unwanted':
      return [`${variantName(key)} cannot win: significantly more people unsubscribed or complained.`];
    case null:
      return [];
  }
}

function sayScore(score: number, { metric, currency }: VerdictRules): string {
  if (metric === 'revenue') return `${currency} ${score.toFixed(2)}`;
  return `${(score * 100).toFixed(score > 0 && score < 0.01 ? 2 : 1)} %`;
}

function sayP(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${Number(p.toPrecision(2))}`;
}

function names(keys: readonly VariantKey[]): string {
  return new Intl.ListFormat('en').format(keys.map(variantName));
}
