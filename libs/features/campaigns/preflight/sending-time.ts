import { sayCount } from '../control/say-number';
import { sayDuration } from '../control/say-time';

/** Messages that may go in any interval of each length; null is unlimited. */
export interface Windows {
  perSecond: number | null;
  perMinute: number | null;
  perHour: number | null;
  perDay: number | null;
}

/** What limits how fast a campaign goes. */
export interface SendingPace {
  /** Messages. */
  count: number;
  /** Of the mail servers that would be used. */
  servers: { label: string; limits: Windows }[];
  /** Mailbox providers that are limited, and how many of the messages go to each; the limits hold for each server. */
  providers: { name: string; count: number; limits: Windows }[];
  /** What a warm-up plan allows today and on the days after; empty: no plan. `null`: no limit from that day on. */
  warmUp: readonly (number | null)[];
  /** Messages per minute of the workspace's last large campaign; null when there was none. */
  measuredPerMinute: number | null;
}

export interface SendingTime {
  /** Null where nothing is known of the speed. */
  ms: number | null;
  sentence: string;
}

const UNITS: { name: keyof Windows; ms: number; unit: string }[] = [
  { name: 'perSecond', ms: 1_000, unit: 'second' },
  { name: 'perMinute', ms: 60_000, unit: 'minute' },
  { name: 'perHour', ms: 3_600_000, unit: 'hour' },
  { name: 'perDay', ms: 86_400_000, unit: 'day' },
];
const DAY_MS = 86_400_000;

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
    servers.length === 1 ? `the mail server ${first?.label}` : `the ${servers.length} mail servers together`;
  return slowestWindow(count, who, sumOf(servers.map(({ limits }) => limits)));
}

function providerParts({ providers, servers }: SendingPace): Part[] {
  return providers.flatMap(({ name, count, limits }) =>
    slowestWindow(count, name, sumOf(Array.from({ length: Math.max(1, servers.length) }, () => limits))),
  );
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

/** The first portion goes at once; every further one waits for its interval. */
function slowestWindow(count: number, who: string, limits: Windows): Part[] {
  return UNITS.flatMap(({ name, ms, unit }) => {
    const limit = limits[name];
    if (limit === null || count <= limit) return [];
    const because = `${who} may get ${sayCount(limit)} per ${unit} at most`;
    return [{ ms: (count / limit - 1) * ms, because }];
  });
}

function sumOf(all: readonly Windows[]): Windows {
  const sum = (name: keyof Windows): number | null => {
    const limits = all.map((limits) => limits[name]);
    return limits.some((limit) => limit === null) || limits.length === 0
      ? null
      : limits.reduce<number>((total, limit) => total + (limit ?? 0), 0);
  };
  return {
    perSecond: sum('perSecond'),
    perMinute: sum('perMinute'),
    perHour: sum('perHour'),
    perDay: sum('perDay'),
  };
}
