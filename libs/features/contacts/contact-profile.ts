import type { FieldError } from '@platform/errors';
import { isCalendarDate, tidyText, type ValueResult } from './attribute-values';
import type { ContactProfile } from './contact';

type ProfileKey = keyof ContactProfile;

/** Column of `contacts` for each built-in field that callers may set. */
export const profileColumns: Record<ProfileKey, string> = {
  firstName: 'first_name',
  lastName: 'last_name',
  phone: 'phone',
  locale: 'locale',
  timeZone: 'time_zone',
  country: 'country',
  region: 'region',
  city: 'city',
  postalCode: 'postal_code',
  latitude: 'latitude',
  longitude: 'longitude',
  birthDate: 'birth_date',
};

export const profileKeys = Object.keys(profileColumns) as ProfileKey[];

type Reader = (value: unknown, now: Date) => ValueResult<string | number>;

const readers: Record<ProfileKey, Reader> = {
  firstName: text(200),
  lastName: text(200),
  phone: text(50),
  locale: (value) => readLocale(value),
  timeZone: (value) => readTimeZone(value),
  country: (value) => readCountry(value),
  region: text(200),
  city: text(200),
  postalCode: text(20),
  latitude: degrees(90),
  longitude: degrees(180),
  birthDate: (value, now) => readBirthDate(value, now),
};

/**
 * Checks the built-in fields of an input and returns their stored form. Absent fields stay absent; null and empty
 * texts clear. Each problem names the field by a JSON pointer and says what is allowed.
 */
export function readProfile(
  input: Partial<Record<ProfileKey, unknown>>,
  now: Date,
): { profile: Partial<ContactProfile>; errors: FieldError[] } {
  const profile: Record<string, string | number | null> = {};
  const errors: FieldError[] = [];
  for (const key of profileKeys) {
    if (input[key] === undefined) continue;
    const result = readProfileValue(key, input[key], now);
    if (result.ok) profile[key] = result.value;
    else {
      errors.push({
        pointer: `/${key}`,
        code: 'contact.invalid-field',
        message: `${key} must be ${result.reason}.`,
      });
    }
  }
  return { profile: profile, errors };
}

/** One built-in field; `reason` says what is allowed. */
export function readProfileValue(
  key: ProfileKey,
  value: unknown,
  now: Date,
): ValueResult<string | number | null> {
  if (value === null || (typeof value === 'string' && value.trim() === '')) return { ok: true, value: null };
  return readers[key](value, now);
}

function text(limit: number): Reader {
  return (value) => {
    const trimmed = typeof value === 'string' ? tidyText(value) : '';
    const usable = trimmed !== '' && trimmed.length <= limit && !trimmed.includes('\u0000');
    return usable ? { ok: true, value: trimmed } : refuse(`a text of at most ${limit} characters`);
  };
}

function degrees(limit: number): Reader {
  return (value) =>
    typeof value === 'number' && Math.abs(value) <= limit
      ? { ok: true, value }
      : refuse(`a number of degrees between -${limit} and ${limit}`);
}

const knownLocales = new Map<string, string | null>();

/** Asking Intl costs a few µs, so answers are remembered (null: no language tag). */
function readLocale(value: unknown): ValueResult<string> {
  const wanted = 'a language tag such as en, pt-PT or zh-Hant';
  if (typeof value !== 'string' || value.length > 35) return refuse(wanted);
  let locale = knownLocales.get(value);
  if (locale === undefined) {
    locale = canonicalLocale(value);
    if (knownLocales.size < 2000) knownLocales.set(value, locale);
  }
  return locale === null ? refuse(wanted) : { ok: true, value: locale };
}

function canonicalLocale(text: string): string | null {
  try {
    return Intl.getCanonicalLocales(text.trim().replaceAll('_', '-'))[0] ?? null;
  } catch {
    return null;
  }
}

const knownZones = new Map<string, boolean>();

function readTimeZone(value: unknown): ValueResult<string> {
  const zone = typeof value === 'string' ? value.trim() : '';
  return isTimeZone(zone) ? { ok: true, value: zone } : refuse('an IANA time zone such as Europe/Lisbon');
}

/** Asking Intl costs about 30 µs, so answers are remembered; offsets such as +01:00 are no places. */
function isTimeZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{1,49}$/.test(zone)) return false;
  let known = knownZones.get(zone);
  if (known === undefined) {
    known = asksIntl(zone);
    if (knownZones.size < 2000) knownZones.set(zone, known);
  }
  return known;
}

function asksIntl(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function readCountry(value: unknown): ValueResult<string> {
  const code = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return /^[A-Z]{2}$/.test(code)
    ? { ok: true, value: code }
    : refuse('a two-letter country code (ISO 3166-1) such as PT');
}

function readBirthDate(value: unknown, now: Date): ValueResult<string> {
  const date = typeof value === 'string' ? value.trim() : '';
  const latest = latestBirthDate(now);
  return isCalendarDate(date) && date >= '1850-01-01' && date <= latest
    ? { ok: true, value: date }
    : refuse('an existing day in the past written YYYY-MM-DD');
}

let grace = { now: Number.NaN, day: '' };

/** A day of grace: somewhere it is already tomorrow. Remembered, because imports ask for every row. */
function latestBirthDate(now: Date): string {
  const time = now.getTime();
  if (grace.now !== time) {
    grace = { now: time, day: new Date(time + 24 * 3600 * 1000).toISOString().slice(0, 10) };
  }
  return grace.day;
}

function refuse(reason: string): { ok: false; reason: string } {
  return { ok: false, reason };
}
