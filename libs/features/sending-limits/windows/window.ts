import type { MailServerLimits } from '@features/smtp-servers';

/** Lengths of time for which there can be a limit, from the shortest. */
export const WINDOW_NAMES = ['perSecond', 'perMinute', 'perHour', 'perDay'] as const;
export type WindowName = (typeof WINDOW_NAMES)[number];

/** How many messages may go out in any interval of each length; null is unlimited. */
export type WindowLimits = MailServerLimits;

export const NO_LIMITS: WindowLimits = { perSecond: null, perMinute: null, perHour: null, perDay: null };

interface WindowShape {
  ms: number;
  /** Slots that one interval is divided into: what was let through is known by the slot. */
  slots: number;
  /** Whoever waits is sent away until this part of the limit is free, so that nobody comes for every single message. */
  portions: number;
  /** "20 per second" */
  unit: string;
}

export const WINDOW_SHAPES: Record<WindowName, WindowShape> = {
  perSecond: { ms: 1_000, slots: 10, portions: 2, unit: 'second' },
  perMinute: { ms: 60_000, slots: 60, portions: 12, unit: 'minute' },
  perHour: { ms: 3_600_000, slots: 60, portions: 60, unit: 'hour' },
  perDay: { ms: 86_400_000, slots: 60, portions: 60, unit: 'day' },
};

/** What was let through in one window: messages by slot, counted from the newest slot back. */
export interface WindowUsage {
  /** Number of the newest slot: time since 1970 divided by the length of a slot, rounded down. */
  slot: number;
  /**
   * The newest slot first, then the one before it, …; at most two more than the window has slots: one, since an interval begins
   * and ends within slots, and one, since the newest lies ahead of the clock when a message counts as if it left a moment later.
   */
  counts: readonly number[];
}

/** What was let through for one scope; windows that never had a limit are missing. */
export type Usage = Partial<Record<WindowName, WindowUsage>>;

/** Limits are never waited for longer than this before asking again: somebody may have raised them. */
export const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * For so long an admission is good: what has not left by then must be asked for again. Messages count as if they left at the
 * very end of that time, so limits hold for what leaves, not only for what is let through.
 */
export const LEAVE_WITHIN_MS = 100;

/** A tenth of each limit is left to transactional and sequence mail, one message at least where the limit is 10 or more. */
export function reserveOf(limit: number): number {
  return Math.floor(limit / 10);
}

export function slotAt(name: WindowName, now: number): number {
  const { ms, slots } = WINDOW_SHAPES[name];
  return Math.floor(now / (ms / slots));
}

/**
 * Messages of any interval that ends at `now`, or a few more: the interval's first slot counts whole. So a check against the
 * limit holds for every interval of that length, wherever it begins.
 */
export function usedIn(name: WindowName, usage: WindowUsage | undefined, now: number): number {
  if (!usage) return 0;
  const age = ageOf(name, usage, now);
  const { slots } = WINDOW_SHAPES[name];
  // A clock that was put back by less than one interval: what lies ahead counts too. More than that is no memory of use.
  if (age < -slots) return 0;
  return usage.counts.reduce((sum, count, index) => (age + index <= slots ? sum + count : sum), 0);
}

/** Milliseconds since 1970 when at least `room` of `limit` will be free, if nothing more goes out; null when that never is. */
export function freeAt(
  name: WindowName,
  usage: WindowUsage | undefined,
  want: { limit: number; room: number; now: number },
): number | null {
  if (want.room > want.limit) return null;
  let used = usedIn(name, usage, want.now);
  if (!usage || used + want.room <= want.limit) return want.now;
  const { ms, slots } = WINDOW_SHAPES[name];
  const age = ageOf(name, usage, want.now);
  for (let index = usage.counts.length - 1; index >= 0; index -= 1) {
    if (age + index > slots) continue;
    used -= usage.counts[index]!;
    if (used + want.room <= want.limit) return (usage.slot - index + slots + 1) * (ms / slots);
  }
  return null;
}

/** The window after `count` more messages went out at `now`. */
export function withMore(
  name: WindowName,
  usage: WindowUsage | undefined,
  more: { count: number; now: number },
): WindowUsage {
  const { slots } = WINDOW_SHAPES[name];
  const slot = slotAt(name, more.now);
  const isForgotten = !usage || slot - usage.slot > slots + 1 || usage.slot - slot > slots;
  if (isForgotten) return { slot, counts: [more.count] };
  // A clock that was put back must not make slots older than they are.
  const passed = Math.max(0, slot - usage.slot);
  const counts = [...Array<number>(passed).fill(0), ...usage.counts].slice(0, slots + 2);
  counts[0] = (counts[0] ?? 0) + more.count;
  return { slot: usage.slot + passed, counts };
}

/** The window after `count` messages that were let through at `at` turned out not to be sent. */
export function withLess(
  name: WindowName,
  usage: WindowUsage | undefined,
  less: { count: number; at: number },
): WindowUsage | undefined {
  const index = usage ? usage.slot - slotAt(name, less.at) : -1;
  if (!usage || index < 0 || index >= usage.counts.length) return usage;
  const counts = [...usage.counts];
  counts[index] = Math.max(0, counts[index]! - less.count);
  return { slot: usage.slot, counts };
}

/** Whether anything is limited. */
export function isLimited(limits: WindowLimits): boolean {
  return WINDOW_NAMES.some((name) => limits[name] !== null);
}

/** Slots between the newest one that was used and now. */
function ageOf(name: WindowName, usage: WindowUsage, now: number): number {
  return slotAt(name, now) - usage.slot;
}
