const numbers = new Intl.NumberFormat();
const percents = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const smallPercents = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 2 });
const times = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];
const WEEK_SECONDS = 7 * 86_400;

export function formatNumber(value: number): string {
  return numbers.format(value);
}

/** `rate` is a fraction; null where there is nothing to divide by. */
export function formatRate(rate: number | null | undefined): string {
  if (rate === null || rate === undefined) return '–';
  return (rate > 0 && rate < 0.01 ? smallPercents : percents).format(rate);
}

export function formatTime(time: string | null): string {
  return time ? times.format(new Date(time)) : '–';
}

export function formatDay(time: string | null): string {
  return time ? days.format(new Date(time)) : '–';
}

/** "5 minutes ago" within a week, the date beyond. */
export function formatAgo(time: string): string {
  const seconds = (new Date(time).getTime() - Date.now()) / 1000;
  if (Math.abs(seconds) > WEEK_SECONDS) return formatDay(time);
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  return step
    ? relative.format(Math.trunc(seconds / step[1]), step[0])
    : seconds > 0
      ? 'in a moment'
      : 'just now';
}

/** `1 contact`, `2,310 contacts`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : plural}`;
}

/** `no-subscription` as `no subscription`, `handed_over` as `handed over`. */
export function words(code: string): string {
  return code.replace(/[-_.]/g, ' ');
}
