import { compileEventFilter, compileWhere, EVENT } from '../compile/compile-event-rule';
import { eventSource } from '../compile/event-source';
import { groupFlip, type FlipContext } from './flip-context';
import { earliestSql } from './flip-sql';
import { instantFlip } from './flip-of-value';
import { moves, type MovingSpec } from './moving-window';
import { instantSql } from '../compile/value-sql';
import type { EventCondition, EventRule, Group, PropertyRule } from '../tree/rule-tree';

/**
 * When time alone could change the answer about events; null when it cannot: the rule has no window that moves. A
 * window from one day to another does not, so an event with a future time counts in it at once.
 *
 * Each event has its own flip: it leaves the window, enters it, or a filter on one of its dates turns. As long as enough
 * events stay, the ones that leave do not matter, so that a contact who opens mail every day is asked about once the
 * window has passed and not every day.
 */
export function eventFlip(rule: EventRule, ctx: FlipContext): string | null {
  const enough = enoughEvents(rule.condition);
  if (enough === 0) return null;
  const within = rule.within && moves(rule.within) ? rule.within : null;
  const whereFlips = rule.where && whereFlip(rule.where, ctx);
  const occurred = `${EVENT}.occurred_at`;
  const flips = [within && instantFlip(within, () => occurred, ctx), whereFlips].filter(
    (flip) => flip !== null,
  );
  if (flips.length === 0) return null;
  const moving = { ...rule, within, where: whereFlips === null ? null : rule.where };
  const still = {
    ...rule,
    within: within ? null : rule.within,
    where: whereFlips === null ? rule.where : null,
  };
  return `(SELECT ${earliestChange(enough, ctx)} FROM (
      SELECT ${earliestSql(flips)} AS flip, ${compileEventFilter(moving, ctx)} AS matches
      FROM ${eventSource(rule.name)} ${EVENT}
      WHERE ${EVENT}.contact_id = ${ctx.contact}.id AND ${compileEventFilter(still, ctx)}
        ${within ? `AND ${occurred} >= ${ctx.params.instant(firstThatFlips(within, ctx))}` : ''}) happened)`;
}

/** What happened earlier has left the window for good. */
function firstThatFlips(within: MovingSpec, ctx: FlipContext): Date {
  const starts = ctx.tables.window(within).flatMap(({ rows }) => rows.map(({ start }) => start));
  return new Date(Math.min(...starts));
}

function whereFlip(group: Group<PropertyRule>, ctx: FlipContext): string | null {
  return groupFlip(group, {
    flip: (rule) => (rule.kind === 'group' ? whereFlip(rule, ctx) : propertyFlip(rule, ctx)),
    isOwn: () => true,
    holds: (still) => compileWhere(still, ctx),
  });
}

function propertyFlip({ test, property }: PropertyRule, ctx: FlipContext): string | null {
  const source = { kind: 'property', event: EVENT, name: property } as const;
  return test.kind === 'time' ? instantFlip(test.spec, () => instantSql(source, ctx), ctx) : null;
}

/** How many events settle the question; null where every single one may change the answer. */
function enoughEvents(condition: EventCondition): number | null {
  if (condition.kind === 'did') return 1;
  if (condition.kind === 'aggregate' || condition.op === 'exactly') return null;
  return condition.op === 'atLeast' ? condition.value : condition.value + 1;
}

/**
 * With enough matching events, the answer stays until the one flips after which there could be too few; with fewer, until
 * another one matches.
 */
function earliestChange(enough: number | null, ctx: FlipContext): string {
  if (enough === null) return 'min(flip)';
  const never = `coalesce(flip, 'infinity')`;
  const lastNeeded =
    enough === 1
      ? `max(${never}) FILTER (WHERE matches)`
      : `(array_agg(${never} ORDER BY ${never} DESC) FILTER (WHERE matches))[${ctx.params.bind(enough, 'integer')}]`;
  return `nullif(coalesce(${lastNeeded}, min(flip) FILTER (WHERE NOT matches)), 'infinity')`;
}
