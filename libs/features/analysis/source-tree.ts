import type { AudienceSource } from '@features/segments';

/** A node of a rule tree as JSON, the form in which callers save it. */
export type JsonRule = Record<string, unknown>;

/** A whole tree as JSON. */
export interface JsonTree extends JsonRule {
  v: 1;
  match: 'all';
  rules: JsonRule[];
}

/** The tree of those in `source` (null: everyone) for whom all of `rules` hold too. */
export function narrowed(source: AudienceSource | null, rules: readonly JsonRule[]): JsonTree {
  return { v: 1, match: 'all', rules: [...(source ? rulesOf(source) : []), ...rules] };
}

/** A rule or group that holds for nobody in `source` and for everybody else. */
export function outside(source: AudienceSource): JsonRule {
  if ('segmentId' in source) return { segment: source.segmentId, member: false };
  return { match: 'all', not: true, rules: rulesOf(source) };
}

/** Rules that together say what the source says. A root that joins by "all" needs no group of its own. */
export function rulesOf(source: AudienceSource): JsonRule[] {
  if ('segmentId' in source) return [{ segment: source.segmentId, member: true }];
  const { v: _version, ...root } = source.tree as JsonRule;
  const isPlain = root['match'] === 'all' && root['not'] !== true;
  return isPlain ? (root['rules'] as JsonRule[]) : [root];
}
