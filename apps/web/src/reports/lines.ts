import { formatDay, formatShortDay } from '../ui/format-time';

export interface Line {
  firstDay: string;
  lastDay: string;
}

/** `3 Nov 2026`, `2 – 8 Nov`: which days a line covers. */
export function nameOf({ firstDay, lastDay }: Line): string {
  return firstDay === lastDay ? formatDay(firstDay) : `${formatShortDay(firstDay)} – ${formatDay(lastDay)}`;
}

/** Lines as points of a chart: `name` stands on the axis. */
export function pointsOf<T extends Line>(lines: readonly T[]): (T & { name: string })[] {
  return lines.map((line) => ({ ...line, name: formatShortDay(line.firstDay) }));
}
