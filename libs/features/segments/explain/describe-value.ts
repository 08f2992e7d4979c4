import type { TestedValue, ValueTest } from '../tree/rule-tree';
import { durationWords, timeWords } from './describe-time';
import { listedValues, quoted, say, value, type Phrase } from './phrase';

const NUMBER = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 12 });
const COMPARE = { eq: '', lt: 'less than ', lte: 'at most ', gt: 'more than ', gte: 'at least ' } as const;
const VERBS = {
  is: ['is', 'is not'],
  contains: ['contains', 'does not contain'],
  startsWith: ['starts with', 'does not start with'],
  endsWith: ['ends with', 'does not end with'],
} as const;

/** "1,000"; what is smaller than any word for it, as "5e-324". */
export function numberWords(number: number): string {
  return number !== 0 && Math.abs(number) < 1e-9 ? String(number) : NUMBER.format(number);
}

/** "is “pro” or “team”", "is at least 5", "contains “x”": to follow the name of what is asked about. */
export function testWords({ test, negated }: TestedValue): Phrase {
  const is = negated ? 'is not' : 'is';
  switch (test.kind) {
    case 'set':
      return say`is ${negated ? 'empty' : 'known'}`;
    case 'text':
      return test.how === 'is'
        ? isOneOf(test.values.map(quoted), negated)
        : say`${VERBS[test.how][negated ? 1 : 0]} ${quoted(test.values[0] ?? '')}`;
    case 'choice':
      return isOneOf(test.values.map(quoted), negated);
    case 'number':
    case 'between':
      return say`${is} ${amountWords(test)}`;
    case 'percentile':
      return say`is among the ${test.side === 'top' ? 'highest' : 'lowest'} ${percentWords(test.percent)}`;
    case 'boolean':
      return say`is ${value(test.value ? 'yes' : 'no')}`;
    case 'list':
      return negated && test.how === 'all' && test.values.length > 1
        ? say`do not include all of ${choicesWords(test)}`
        : say`${negated ? 'do not include' : 'include'} ${choicesWords(test)}`;
    case 'time':
      return say`${is} ${timeWords(test.spec)}`;
    case 'anniversary':
      return say`comes round in the next ${value(durationWords(test.n, test.unit))}`;
    case 'near':
      return say`${is} ${nearWords(test)}`;
  }
}

/** "at least 5", "between 1 and 5". */
export function amountWords(test: ValueTest & { kind: 'number' | 'between' }): Phrase {
  return test.kind === 'number'
    ? say`${COMPARE[test.how]}${value(numberWords(test.value))}`
    : say`between ${value(numberWords(test.from))} and ${value(numberWords(test.to))}`;
}

/** "“tea” or “coffee”", or "and" where all are wanted. */
export function choicesWords(test: ValueTest & { kind: 'list' }): Phrase {
  return listedValues(test.values.map(quoted), test.how === 'all' ? 'and' : 'or');
}

/** "within 50 km of 38.72, -9.14". */
export function nearWords({ km, lat, lon }: ValueTest & { kind: 'near' }): Phrase {
  return say`within ${value(`${numberWords(km)} km`)} of ${value(`${lat}, ${lon}`)}`;
}

export function percentWords(percent: number): Phrase {
  return value(`${numberWords(percent)} %`);
}

/** "is a or b", "is not a", "is neither a nor b". */
export function isOneOf(values: readonly Phrase[], negated: boolean): Phrase {
  if (!negated) return say`is ${listedValues(values, 'or')}`;
  return values.length === 1
    ? say`is not ${values[0] ?? []}`
    : say`is neither ${listedValues(values, 'nor')}`;
}
