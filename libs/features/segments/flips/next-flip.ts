import type { References } from '../compile/compile-context';
import {
  compileNode,
  contextOf,
  type CompiledPredicate,
  type CompileOptions,
} from '../compile/compile-rule-tree';
import { groupFlip, type FlipContext } from './flip-context';
import { eventFlip } from './flip-of-event';
import { fieldFlip } from './flip-of-value';
import { FlipTables } from './flip-tables';
import type { RuleNode, RuleTree, TopicRule } from '../tree/rule-tree';

/**
 * When could time alone change the answer? An expression over `contacts c` (timestamptz): an instant after
 * `options.clock.now` before which the tree answers the same for that contact as long as nobody changes data; null where
 * it always will. The function answers null when no rule of the tree depends on time.
 *
 * The instant may be early, never late: what is more than about 400 days away is asked again by then, and when a rule flips, the
 * tree may stay. Asking again at each instant takes a step per event or date that passes the edge of a window, however
 * long the window is.
 *
 * How: time changes an answer when a stored instant and an edge of a moving window pass each other. Where the edges will
 * be is asked of `resolveTime` and written into a small table per window, in which PostgreSQL looks up the flip of each
 * value. So windows have one meaning, and one time zone database decides.
 */
export function compileNextFlip(tree: RuleTree, options: CompileOptions): CompiledPredicate | null {
  const context = { ...contextOf(options), tables: new FlipTables(options.clock) };
  const sql = nodeFlip(tree, context);
  return sql === null ? null : { sql, params: context.params.values };
}

/** Whether a change of other contacts can change the answer about one: percentiles. */
export function dependsOnPeers(node: RuleNode, references: References): boolean {
  switch (node.kind) {
    case 'group':
      return node.rules.some((rule) => dependsOnPeers(rule, references));
    case 'segment': {
      const segment = references.segments.get(node.segmentId);
      return segment?.kind === 'dynamic' && dependsOnPeers(segment.tree, references);
    }
    case 'field':
      return node.test.kind === 'percentile';
    case 'event':
    case 'tag':
    case 'topic':
    case 'sample':
      return false;
  }
}

function nodeFlip(node: RuleNode, ctx: FlipContext): string | null {
  switch (node.kind) {
    case 'group':
      return groupFlip(node, {
        flip: (rule) => nodeFlip(rule, ctx),
        isOwn: (rule) => !dependsOnPeers(rule, ctx.references),
        holds: (group) => compileNode(group, 'never-null', ctx),
      });
    case 'field':
      return fieldFlip(node, ctx);
    case 'event':
      return eventFlip(node, ctx);
    case 'segment': {
      const segment = ctx.references.segments.get(node.segmentId);
      return segment?.kind === 'dynamic' ? nodeFlip(segment.tree, ctx) : null;
    }
    case 'topic':
      return node.endsInDays === undefined ? null : topicFlip(node, node.endsInDays, ctx);
    case 'tag':
    case 'sample':
      return null;
  }
}

/** A consent comes near its end, and ends. */
function topicFlip({ ref, status }: TopicRule, endsInDays: number, ctx: FlipContext): string | null {
  const topicId = ctx.references.topics.get(ref);
  if (topicId === undefined) return null;
  const now = ctx.params.instant(ctx.clock.now);
  const nearing = `s.expires_at - make_interval(hours => 24 * ${ctx.params.bind(endsInDays, 'integer')})`;
  return `(SELECT CASE WHEN ${nearing} > ${now} THEN ${nearing} WHEN s.expires_at > ${now} THEN s.expires_at END
    FROM subscriptions s WHERE s.contact_id = ${ctx.contact}.id AND s.topic_id = ${ctx.params.bind(topicId, 'uuid')}
      AND s.status = ${ctx.params.bind(status, 'text')})`;
}
