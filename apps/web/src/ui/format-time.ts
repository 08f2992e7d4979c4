import { currentLanguage, i18n } from '../i18n';
import { localeOf } from '../i18n/languages';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = localeOf(currentLanguage());
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** `3 Nov 2026, 14:05`. In the browser's time zone, or in `timeZone` (an IANA name). */
export function formatTime(time: string | null, timeZone?: string): string {
  return time ? format({ dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(time)) : '–';
}

/** `3 Nov 2026`. A day without a time (`2026-11-03`) is that day everywhere. */
export function formatDay(time: string | null): string {
  if (!time) return '–';
  const isDayOnly = /^\d{4}-\d{2}-\d{2}$/.test(time);
  return format({ dateStyle: 'medium', ...(isDayOnly ? { timeZone: 'UTC' } : {}) }).format(new Date(time));
}

/** `14:05`, where the day stands beside it. */
export function formatClock(time: string): string {
  return format({ timeStyle: 'short' }).format(new Date(time));
}

/** `Nov 3`, for the axis of a chart; `time` as for `formatDay`. */
export function formatShortDay(time: string): string {
  const isDayOnly = /^\d{4}-\d{2}-\d{2}$/.test(time);
  return format({ month: 'short', day: 'numeric', ...(isDayOnly ? { timeZone: 'UTC' } : {}) }).format(
    new Date(time),
  );
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
const WEEK_SECONDS = 7 * 86_400;

/** `a moment ago`, `5 minutes ago` within a week, the date beyond. */
export function formatAgo(time: string): string {
  const seconds = (new Date(time).getTime() - Date.now()) / 1000;
  if (Math.abs(seconds) > WEEK_SECONDS) return formatDay(time);
  const words = new Intl.RelativeTimeFormat(localeOf(currentLanguage()), { numeric: 'auto' });
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  return step
    ? words.format(Math.trunc(seconds / step[1]), step[0])
    : i18n.t(seconds > 0 ? 'ui:inAMoment' : 'ui:momentAgo');
}

/** `2 h 5 min`, `3 days`: the two largest units that count, for how long something takes. */
export function formatDuration(seconds: number): string {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const parts = [
    ['day', Math.floor(minutes / 1440)],
    ['hour', Math.floor((minutes % 1440) / 60)],
    ['minute', minutes % 60],
  ] as const;
  const locale = localeOf(currentLanguage());
  return parts
    .filter(([, count]) => count > 0)
    .slice(0, 2)
    .map(([unit, count]) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(count),
    )
    .join(' ');
}
