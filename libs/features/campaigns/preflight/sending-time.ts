import { byWindow, NO_LIMIT, WINDOW_NAMES, WINDOW_SHAPES, type WindowRoom } from '@features/sending-limits';
import { sayCount } from '../control/say-number';
import { sayDuration } from '../control/say-time';

/** What limits how fast a campaign goes. */
export interface SendingPace {
  /** Messages. */
  count: number;
  /** Of the mail servers that would be used. */
  servers: { label: string; limits: WindowRoom }[];
  /** Mailbox providers that are limited somewhere, how many of the messages go to each, and the limits of all servers together. */
  providers: { name: string; count: number; limits: WindowRoom }[];
  /** What a warm-up plan still allows campaigns today, and on the days after; empty: no plan. `null`: no limit from that day on. */
  warmUp: readonly (number | null)[];
  /** Messages per minute of the workspace's last large campaign; null when there was none. */
  measuredPerMinute: number | null;
}

export interface SendingTime {
  /** Null where nothing is known of the speed. */
  ms: number | null;
  sentence: string;
}

const DAY_MS = WINDOW_SHAPES.perDay.ms;

interface Part {
  ms: number;
  because: string;
}

/** How long it takes when everything goes well: the slowest of what limits it. */
export function sendingTime(pace: SendingPace): SendingTime {
  const parts = [...serverParts(pace), ...providerParts(pace), ...warmUpPart(pace), ...measuredPart(pace)];
  const slowest = parts.reduce<Part | null>(
    (worst, part) => (part.ms > (worst?.ms ?? -1) ? part : worst),
    null,
  );
  if (!slowest)
    return { ms: null, sentence: 'No limit slows it down; how fast the mail server is, is not known yet.' };
  const ms = Math.round(slowest.ms);
  return { ms, sentence: `Sending takes about ${sayDuration(ms)}: ${slowest.because}.` };
}

/** All servers together; one without a limit for an interval takes what the others do not. */
function serverParts({ count, servers }: SendingPace): Part[] {
  const [first] = servers;
  const who =
    servers.length === 1
      ? `through the mail server ${first?.label}`
      : `through the ${servers.length} mail servers together`;
  return slowestWindow(count, who, together(servers.map(({ limits }) => limits)));
}

function providerParts({ providers }: SendingPace): Part[] {
  return providers.flatMap(({ name, count, limits }) => slowestWindow(count, `to ${name}`, limits));
}

function warmUpPart({ count, warmUp }: SendingPace): Part[] {
  let left = count;
  for (const [day, limit] of warmUp.entries()) {
    if (limit === null || left <= limit) {
      return day === 0
        ? []
        : [{ ms: day * DAY_MS, because: 'the warm-up plan of the sender’s domain allows no more per day' }];
    }
    left -= limit;
  }
  if (warmUp.length === 0) return [];
  return [
    { ms: warmUp.length * DAY_MS, because: 'the warm-up plan of the sender’s domain allows no more per day' },
  ];
}

function measuredPart({ count, measuredPerMinute }: SendingPace): Part[] {
  if (measuredPerMinute === null || measuredPerMinute <= 0) return [];
  const because = `the last large campaign went at ${sayCount(Math.round(measuredPerMinute))} a minute`;
  return [{ ms: (count / measuredPerMinute) * 60_000, because }];
}

/** What is left goes at once; every further message waits for its interval. */
function slowestWindow(count: number, where: string, room: WindowRoom): Part[] {
  return WINDOW_NAMES.flatMap((name) => {
    const window = room[name];
    if (window === null || count <= window.left) return [];
    const { ms, unit } = WINDOW_SHAPES[name];
    const { limit, left } = window;
    // Of a minute nobody needs to know.
    const isUsed = left < limit && ms >= WINDOW_SHAPES.perHour.ms;
    const used = isUsed ? `; ${sayCount(limit - left)} of them are used up now` : '';
    const because = `campaigns may send ${sayCount(limit)} per ${unit} at most ${where}${used}`;
    // A limit of nothing: at least one interval passes, however long somebody leaves it like that.
    return [{ ms: limit === 0 ? ms : ((count - left) / limit) * ms, because }];
  });
}

/** Where one has no limit, there is none for all. */
export function together(rooms: readonly WindowRoom[]): WindowRoom {
  const [first, ...others] = rooms;
  return others.reduce(
    (sum, room) =>
      byWindow((name) => {
        const [a, b] = [sum[name], room[name]];
        return a === null || b === null ? null : { limit: a.limit + b.limit, left: a.left + b.left };
      }),
    first ?? NO_LIMIT,
  );
}
