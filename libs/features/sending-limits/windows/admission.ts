import type { SendingPriority } from '@features/smtp-servers';
import {
  freeAt,
  LEAVE_WITHIN_MS,
  LONGEST_WAIT_MS,
  reserveOf,
  usedIn,
  WINDOW_NAMES,
  WINDOW_SHAPES,
  withMore,
  type Usage,
  type WindowLimits,
  type WindowName,
} from './window';

/** Something whose speed is limited: a server, a sending domain, a mailbox provider at a server. */
export interface Constraint {
  /** Names the rows of what was let through. */
  scope: string;
  limits: WindowLimits;
  /** The one provider whose mail it limits; null: all of the request's. */
  provider: string | null;
  /** Begins the sentence "… is limited to 100 per minute". */
  what: string;
}

export interface Question {
  priority: SendingPriority;
  /** Messages by provider, none of them less than 1. */
  wanted: ReadonlyMap<string, number>;
  constraints: readonly Constraint[];
  /** What was let through so far, by scope. */
  usage: ReadonlyMap<string, Usage>;
  /** Milliseconds since 1970. */
  now: number;
  /** Any whole number, another one each time: who gets what cannot be divided. */
  turn: number;
}

/** Why something waits, and for how long. */
export interface Wait {
  /** Milliseconds since 1970. */
  until: number;
  reason: string;
}

export interface Answer {
  granted: Map<string, number>;
  /** By provider of which not everything was granted. */
  waits: Map<string, Wait>;
  /** What was taken from each constraint, by its scope; those from which nothing was taken are missing. */
  taken: Map<string, number>;
  /** Scopes in which this kind of mail has no room left. */
  exhausted: Map<string, Wait>;
}

/**
 * Grants as much as all limits allow, and never more. When there is less than was asked for, every provider gets an equal
 * share of it as far as it wants one; what cannot be divided goes to another one each time, so nobody waits for ever.
 */
export function decide(question: Question): Answer {
  const { wanted, constraints } = question;
  const rooms = new Map(constraints.map((constraint) => [constraint, roomOf(constraint, question)]));
  const common = smallest(constraints.filter(({ provider }) => provider === null).map((c) => rooms.get(c)!));
  const caps = [...wanted].map(([provider, count]) => {
    const own = constraints.filter((constraint) => constraint.provider === provider);
    return { provider, cap: Math.min(count, smallest(own.map((constraint) => rooms.get(constraint)!))) };
  });
  const granted = share(caps, common, question.turn);
  const taken = takenFrom(constraints, granted);
  const exhausted = new Map<string, Wait>();
  for (const constraint of constraints) {
    const count = taken.get(constraint.scope) ?? 0;
    if (rooms.get(constraint)! > count) continue;
    exhausted.set(constraint.scope, waitFor(constraint, question, count));
  }
  return { granted, taken, exhausted, waits: waitsOf(question, granted, exhausted) };
}

/** What was let through in a scope, after `count` more that may leave from now on; only windows with a limit are counted. */
export function usageAfter(
  limits: WindowLimits,
  usage: Usage | undefined,
  more: { count: number; now: number },
): Usage {
  const after: Usage = {};
  const leavesBy = more.now + LEAVE_WITHIN_MS;
  for (const name of WINDOW_NAMES) {
    if (limits[name] !== null) after[name] = withMore(name, usage?.[name], { ...more, now: leavesBy });
  }
  return after;
}

/** How much of a limit this kind of mail may use up. */
export function limitFor(limit: number, priority: SendingPriority): number {
  return priority === 'campaign' ? limit - reserveOf(limit) : limit;
}

function roomOf({ scope, limits }: Constraint, { usage, priority, now }: Question): number {
  const rooms = limitedWindows(limits).map(([name, limit]) =>
    Math.max(0, limitFor(limit, priority) - usedIn(name, usage.get(scope)?.[name], now)),
  );
  return smallest(rooms);
}

/** When it makes sense to ask again for something that is limited by a scope from which `count` were taken just now. */
function waitFor(constraint: Constraint, question: Question, count: number): Wait {
  const { priority, now } = question;
  const { scope, limits, what } = constraint;
  const usage = usageAfter(limits, question.usage.get(scope), { count, now });
  const latest = now + LONGEST_WAIT_MS;
  const missing = Math.max(1, wantedFrom(constraint, question) - count);
  let wait: Wait = { until: now, reason: '' };
  for (const [name, full] of limitedWindows(limits)) {
    const limit = limitFor(full, priority);
    if (usedIn(name, usage[name], now) < limit) continue;
    const portion = Math.max(1, Math.ceil(limit / WINDOW_SHAPES[name].portions));
    const until = freeAt(name, usage[name], { limit, room: Math.min(missing, portion), now }) ?? latest;
    const reason = `${what} is limited to ${full} per ${WINDOW_SHAPES[name].unit}.`;
    if (until >= wait.until) wait = { until, reason };
  }
  return { ...wait, until: Math.min(wait.until, latest) };
}

function wantedFrom({ provider }: Constraint, { wanted }: Question): number {
  if (provider !== null) return wanted.get(provider) ?? 0;
  return [...wanted.values()].reduce((sum, count) => sum + count, 0);
}

function waitsOf(
  { wanted, constraints }: Question,
  granted: ReadonlyMap<string, number>,
  exhausted: ReadonlyMap<string, Wait>,
): Map<string, Wait> {
  const waits = new Map<string, Wait>();
  for (const [provider, count] of wanted) {
    if ((granted.get(provider) ?? 0) >= count) continue;
    const covering = constraints.filter((one) => one.provider === null || one.provider === provider);
    const blocking = covering.flatMap(({ scope }) => exhausted.get(scope) ?? []);
    const longest = blocking.reduce((a, b) => (b.until > a.until ? b : a));
    waits.set(provider, longest);
  }
  return waits;
}

function takenFrom(
  constraints: readonly Constraint[],
  granted: ReadonlyMap<string, number>,
): Map<string, number> {
  const total = [...granted.values()].reduce((sum, count) => sum + count, 0);
  const taken = new Map<string, number>();
  for (const { scope, provider } of constraints) {
    const count = provider === null ? total : (granted.get(provider) ?? 0);
    if (count > 0) taken.set(scope, count);
  }
  return taken;
}

/**
 * Divides `total` so that nobody gets more than its cap, and nobody less than another one that could do with less. What
 * cannot be divided evenly goes round by `turn`. Those who get nothing are missing.
 */
export function share(
  caps: readonly { provider: string; cap: number }[],
  total: number,
  turn: number,
): Map<string, number> {
  let level = 0;
  let left = total;
  // Raises the level of all who want more, from one cap to the next higher one, as far as the total reaches.
  for (let open = above(caps, 0); open.length > 0 && left >= open.length; open = above(caps, level)) {
    const step = Math.min(smallest(open.map(({ cap }) => cap)) - level, Math.floor(left / open.length));
    level += step;
    left -= step * open.length;
  }
  const unsated = above(caps, level);
  const lucky = new Set(
    Array.from({ length: Math.min(left, unsated.length) }, (_, n) => unsated[(turn + n) % unsated.length]),
  );
  const shares = caps.map(
    (one) => [one.provider, Math.min(one.cap, level) + (lucky.has(one) ? 1 : 0)] as const,
  );
  return new Map(shares.filter(([, count]) => count > 0));
}

function above<One extends { cap: number }>(caps: readonly One[], level: number): One[] {
  return caps.filter(({ cap }) => cap > level);
}

function limitedWindows(limits: WindowLimits): [WindowName, number][] {
  return WINDOW_NAMES.flatMap((name) => {
    const limit = limits[name];
    return limit === null ? [] : [[name, limit] as [WindowName, number]];
  });
}

function smallest(rooms: readonly number[]): number {
  return rooms.reduce((a, b) => Math.min(a, b), Infinity);
}
