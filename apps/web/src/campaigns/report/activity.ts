export interface ActivityPoint {
  /** Start of the hour or day, ISO 8601. */
  at: string;
  opens: number;
  clicks: number;
}

const HOUR_MS = 3_600_000;
/** Two weeks of hours: more no screen shows. */
const MOST_POINTS = 336;

/** Hours in which something happened, as hours or days of the browser's zone without gaps; what comes after the first two weeks of hours is left to the days. */
export function activityOf(
  hours: readonly { hour: string; opens: number; clicks: number }[],
  per: 'hour' | 'day',
): ActivityPoint[] {
  const sums = new Map<number, ActivityPoint>();
  for (const { hour, opens, clicks } of hours) {
    const at = startOf(new Date(hour), per);
    const sum = sums.get(at) ?? { at: new Date(at).toISOString(), opens: 0, clicks: 0 };
    sums.set(at, { ...sum, opens: sum.opens + opens, clicks: sum.clicks + clicks });
  }
  const times = [...sums.keys()].sort((a, b) => a - b);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined) return [];
  const points: ActivityPoint[] = [];
  for (let at = first; at <= last && points.length < MOST_POINTS; at = next(at, per))
    points.push(sums.get(at) ?? { at: new Date(at).toISOString(), opens: 0, clicks: 0 });
  return points;
}

function startOf(time: Date, per: 'hour' | 'day'): number {
  if (per === 'hour') return time.getTime();
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}

function next(at: number, per: 'hour' | 'day'): number {
  if (per === 'hour') return at + HOUR_MS;
  const day = new Date(at);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime();
}
