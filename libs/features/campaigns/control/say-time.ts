import { DateTime } from 'luxon';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long something takes, as one says it: `less than a minute`, `12 minutes`, `2 hours and 10 minutes`, `3 days`. */
export function sayDuration(ms: number): string {
  if (ms < MINUTE) return 'less than a minute';
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return plural(minutes, 'minute');
  if (ms < DAY - 15 * MINUTE) {
    // Nobody counts single minutes of an estimate in hours.
    const rounded = minutes < 180 ? Math.round(minutes / 5) * 5 : Math.round(minutes / 30) * 30;
    const [hours, rest] = [Math.floor(rounded / 60), rounded % 60];
    return rest === 0 ? plural(hours, 'hour') : `${plural(hours, 'hour')} and ${plural(rest, 'minute')}`;
  }
  const hours = Math.round(ms / HOUR);
  const [days, rest] = [Math.floor(hours / 24), hours % 24];
  return rest === 0 || days > 2
    ? plural(Math.round(hours / 24), 'day')
    : `${plural(days, 'day')} and ${plural(rest, 'hour')}`;
}

/** `14:35` on the same day in `zone`, else `24 November, 14:35`; with the year where that differs. */
export function sayMoment(at: Date, { now, zone }: { now: Date; zone: string }): string {
  const moment = DateTime.fromJSDate(at, { zone }).setLocale('en-GB');
  const today = DateTime.fromJSDate(now, { zone });
  if (moment.hasSame(today, 'day')) return moment.toFormat('HH:mm');
  return moment.toFormat(moment.hasSame(today, 'year') ? 'd LLLL, HH:mm' : 'd LLLL yyyy, HH:mm');
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
