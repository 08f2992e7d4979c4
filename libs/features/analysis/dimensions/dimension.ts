import type { Clock, SqlParams } from '@features/segments';
import type { JsonRule } from '../source-tree';

/** Where the placeholders of a statement are collected, and what "today" means in it. */
export interface DimensionContext {
  workspaceId: string;
  clock: Clock;
  params: SqlParams;
}

/** A value or bucket that contacts are divided by. */
export interface Place {
  key: string;
  /** Shown to people; for texts their commonest spelling. */
  label: string;
}

/**
 * One way to divide contacts: by a field, or by their tags. Each contact is in one place, of a list in as many as it has
 * values. For every place there are rules that select exactly its contacts.
 */
export interface Dimension {
  path: string;
  label: string;
  /** SQL about the contact `c`: the value or bucket as text, '' where there is no value. Never null. */
  raw: string;
  /** What `raw` needs besides `contacts c`. */
  joins: readonly string[];
  /** How places follow from raw values: `folded` texts are equal without case and accents, a `list` is a JSON array. */
  reading: 'folded' | 'exact' | 'list';
  /** The only keys that rules can ask for; null: any text of up to 250 characters. */
  known: readonly string[] | null;
  /** Show at most so many places; the rest is "other". */
  limit: number;
  /** Places in their own order (numbers, times); null: the largest first. */
  inOrder: ((a: string, b: string) => number) | null;
  labelOf(place: Place): string;
  /** Rules that together select the contacts of this place. */
  rulesOf(place: Place): JsonRule[];
  /** Rules for those who have a value, but none of these. */
  rulesOfOthers(listed: readonly Place[]): JsonRule[];
  /** Rules for those without a value; null where nobody can ask for that: they count as "other". */
  rulesOfNone: JsonRule[] | null;
}

export const MAX_PLACES = 50;

/** Those with a value for whom none of `rules` holds. */
export function noneOf(path: string, rules: readonly JsonRule[]): JsonRule[] {
  const isSet = { field: path, op: 'isSet' };
  return rules.length === 0 ? [isSet] : [isSet, { match: 'any', not: true, rules: [...rules] }];
}

/** Rules that hold together, as one. */
export function together(rules: readonly JsonRule[]): JsonRule {
  return rules.length === 1 && rules[0] ? rules[0] : { match: 'all', rules: [...rules] };
}
