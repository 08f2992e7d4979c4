import { sayCount } from '../control/say-number';
import { check, type PreflightCheck } from '../preflight/preflight';
import type { LocalTimes, ZoneCount } from './local-time';

/** Zones that a sentence names; the figures have all. */
const NAMED = 5;

/** What a preflight says of a local time: when it begins and ends, for whom it is too late, and whose zone is not known. */
export function localTimeCheck(times: LocalTimes): PreflightCheck {
  const { localTime, zones, contacts, passedContacts } = times;
  const figures = { ...times };
  const at = localTime.replace('T', ' at ');
  const passed = zones.filter(({ hasPassed }) => hasPassed);
  if (zones.length > 0 && passed.length === zones.length)
    return check('local-time', `It is past ${at} in every time zone of the audience.`, {
      level: 'block',
      remedy: 'Give a later time, or send now.',
      figures,
    });
  if (passed.length > 0)
    return check(
      'local-time',
      `It is past ${at} already for ${sayPeople(passedContacts)} (${named(passed)}): they get it as soon as the audience is fixed.${unknown(times)}`,
      { level: 'warn', remedy: 'Give a later time, if they are to get it at that hour too.', figures },
    );
  const where = zones.length === 1 ? '1 time zone' : `${zones.length} time zones`;
  return check(
    'local-time',
    `${sayPeople(contacts)} in ${where} would get it on ${at}, by their own clocks.${unknown(times)}`,
    { figures },
  );
}

function unknown({ unknownContacts, zones }: LocalTimes): string {
  const own = zones.find((zone) => zone.unknown > 0)?.zone;
  if (own === undefined) return '';
  const have = unknownContacts === 1 ? 'has no known time zone and gets' : 'have no known time zone and get';
  return ` ${sayPeople(unknownContacts)} ${have} it at that time in ${own}.`;
}

function named(zones: readonly ZoneCount[]): string {
  const largest = [...zones].sort((a, b) => b.contacts - a.contacts).slice(0, NAMED);
  const names = largest.map(({ zone, contacts }) => `${zone} ${sayCount(contacts)}`);
  return [...names, ...(zones.length > NAMED ? [`and ${zones.length - NAMED} more zones`] : [])].join(', ');
}

function sayPeople(count: number): string {
  return count === 1 ? '1 person' : `${sayCount(count)} people`;
}
