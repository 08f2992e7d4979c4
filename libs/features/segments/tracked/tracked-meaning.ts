import { createHash } from 'node:crypto';
import type { References } from '../compile/compile-context';
import { fold } from '../tree/fold';
import type { Rule, RuleTree } from '../tree/rule-tree';

/**
 * A fingerprint of what a tree asks, with everything that it names: the same as long as the same facts give the same
 * answer. It changes with the tree, the tree of a segment that it names, a tag or topic that was made anew under the
 * old name, and the workspace's time zone.
 */
export function meaningOf(tree: RuleTree, references: References, zone: string): string {
  const resolved = rulesWithin(tree, references).map((rule) => {
    if (rule.kind === 'tag') return references.tags.get(fold(rule.ref));
    if (rule.kind === 'topic') return references.topics.get(rule.ref);
    if (rule.kind !== 'segment') return null;
    const segment = references.segments.get(rule.segmentId);
    return segment?.kind === 'dynamic' ? segment.tree : rule.segmentId;
  });
  return createHash('sha256')
    .update(JSON.stringify([zone, tree, resolved]))
    .digest('base64url');
}

/** Names of the events that can change the answer. */
export function watchedEvents(tree: RuleTree, references: References): string[] {
  const names = rulesWithin(tree, references).flatMap((rule) => (rule.kind === 'event' ? [rule.name] : []));
  return [...new Set(names)].sort();
}

/** All rules, those of the segments that it names included. */
function rulesWithin(group: RuleTree, references: References): Rule[] {
  return group.rules.flatMap((rule): Rule[] => {
    if (rule.kind === 'group') return rulesWithin(rule, references);
    if (rule.kind !== 'segment') return [rule];
    const segment = references.segments.get(rule.segmentId);
    return segment?.kind === 'dynamic' ? [rule, ...rulesWithin(segment.tree, references)] : [rule];
  });
}
