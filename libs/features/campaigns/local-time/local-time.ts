import { invalidField } from '@platform/errors';

const FORM = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/**
 * A date and a time of day without an offset, such as `2026-12-01T09:00`: what clocks show, wherever they are. Throws
 * `campaign.invalid-local-time`, with the pointer `/localTime`, for other forms and for days that no calendar has.
 */
export function readLocalTime(text: string): string {
  const [year, month, day, hour, minute] = (FORM.exec(text)?.slice(1) ?? []).map(Number);
  const at = new Date(Date.UTC(year ?? NaN, (month ?? NaN) - 1, day, hour, minute));
  if (!Number.isNaN(at.getTime()) && at.toISOString().slice(0, 16) === text) return text;
  throw invalidField(
    '/localTime',
    'campaign.invalid-local-time',
    `localTime must be a date and a time of day without an offset, such as 2026-12-01T09:00; "${text}" is not.`,
  );
}

/** The moment at which it is the wanted time in one zone, for contacts whose zone is written as `raw`. */
export interface ZoneInstant {
  /** As the contact has it; empty for none. */
  raw: string;
  /** As PostgreSQL calls it; the workspace's where `raw` is no zone. */
  zone: string;
  /** False where `raw` is no zone. */
  isKnown: boolean;
  /**
   * The first instant at which clocks there show the wanted time, so once in an hour that comes twice; where they are put
   * forward over it, the instant in which that happens.
   */
  at: Date;
}

/** People of one zone. */
export interface ZoneCount {
  zone: string;
  at: Date;
  /** Everybody who gets the campaign at that time because of this zone. */
  contacts: number;
  /** Of them: without a zone that we know. Only in the workspace's own. */
  unknown: number;
  /** The time is over there: they get it as soon as the audience is fixed. */
  hasPassed: boolean;
}

/** What a local time means for an audience. */
export interface LocalTimes {
  /** `2026-12-01T09:00` */
  localTime: string;
  /** Earliest first; a zone with several spellings is one. */
  zones: ZoneCount[];
  contacts: number;
  unknownContacts: number;
  passedContacts: number;
}

/** As long ago a time is still now, as for campaigns at an instant. */
const GRACE_MS = 60_000;

/** Adds up people by zone. `counts` has how many contacts write their zone as the key. */
export function localTimesOf(
  localTime: string,
  {
    instants,
    counts,
    now,
  }: { instants: readonly ZoneInstant[]; counts: ReadonlyMap<string, number>; now: Date },
): LocalTimes {
  const zones = new Map<string, ZoneCount>();
  for (const { raw, zone, at, isKnown } of instants) {
    const count = counts.get(raw) ?? 0;
    if (count === 0) continue;
    const known = zones.get(zone) ?? { zone, at, contacts: 0, unknown: 0, hasPassed: isOver(at, now) };
    known.contacts += count;
    if (!isKnown) known.unknown += count;
    zones.set(zone, known);
  }
  return localTimesFrom(localTime, [...zones.values()]);
}

export function localTimesFrom(localTime: string, zones: readonly ZoneCount[]): LocalTimes {
  const sum = (what: (zone: ZoneCount) => number): number => zones.reduce((all, zone) => all + what(zone), 0);
  return {
    localTime,
    zones: [...zones].sort((a, b) => a.at.getTime() - b.at.getTime() || a.zone.localeCompare(b.zone)),
    contacts: sum(({ contacts }) => contacts),
    unknownContacts: sum(({ unknown }) => unknown),
    passedContacts: sum(({ contacts, hasPassed }) => (hasPassed ? contacts : 0)),
  };
}

/**
 * When the audience is to be fixed: now, where it is too late for some of it already, else when the time comes in the first
 * zone that any contact of the workspace has, since people may still join. Null when the time is over everywhere.
 */
export function firstMoment(
  { zones }: LocalTimes,
  { everywhere, now }: { everywhere: readonly ZoneInstant[]; now: Date },
): Date | null {
  const ahead = everywhere.map(({ at }) => at).filter((at) => !isOver(at, now));
  const isLateForAll = zones.length > 0 ? zones.every(({ hasPassed }) => hasPassed) : ahead.length === 0;
  if (isLateForAll) return null;
  if (zones.some(({ hasPassed }) => hasPassed)) return now;
  return new Date(Math.min(...ahead.map((at) => at.getTime())));
}

function isOver(at: Date, now: Date): boolean {
  return at.getTime() < now.getTime() - GRACE_MS;
}
