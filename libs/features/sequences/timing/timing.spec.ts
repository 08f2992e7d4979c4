import fc from 'fast-check';
import type { DurationUnit, SendWindow } from '../graph/sequence-graph';
import { nextDateMoment } from './date-moments';
import { nextOpening } from './send-window';
import { addWait, waitUntilDate } from './waits';
import { clockOf, zoneOf } from './zone-clock';

const LISBON = 'Europe/Lisbon';
const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
const utc = (text: string): Date => new Date(`${text}Z`);
const said = (date: Date | null): string | null => date && date.toISOString().slice(0, 16);

const WEEKDAYS = [1, 2, 3, 4, 5];
const ALL_DAYS = [1, 2, 3, 4, 5, 6, 7];
const NINE_TO_FIVE: SendWindow = { from: '09:00', to: '17:00', days: WEEKDAYS };

describe('a wait', () => {
  // 2026-11-23 is a Monday. Lisbon is UTC in winter. `2 day at 09:00`: how long.
  it.each<[string, string, string, string, string]>([
    ['minutes are exact', LISBON, '2026-11-23T18:00', '90 minute', '2026-11-23T19:30'],
    ['hours are exact when clocks go forward', BERLIN, '2026-03-28T20:00', '24 hour', '2026-03-29T20:00'],
    ['a day is the same time of day when they do', BERLIN, '2026-03-28T20:00', '1 day', '2026-03-29T19:00'],
    ['hours are exact when clocks go back', BERLIN, '2026-10-24T20:00', '24 hour', '2026-10-25T20:00'],
    ['a day is the same time of day then too', BERLIN, '2026-10-24T20:00', '1 day', '2026-10-25T21:00'],
    ['two days', LISBON, '2026-11-23T18:00', '2 day', '2026-11-25T18:00'],
    ['a week', NEW_YORK, '2026-03-04T15:00', '1 week', '2026-03-11T14:00'],
    ['into the gap is when clocks jump', BERLIN, '2026-03-28T01:30', '1 day', '2026-03-29T01:00'],
    [
      'into the hour that comes twice is its first run',
      BERLIN,
      '2026-10-24T00:30',
      '1 day',
      '2026-10-25T00:30',
    ],
    ['a month', LISBON, '2026-11-23T18:00', '1 month', '2026-12-23T18:00'],
    ['a month from the last day', LISBON, '2026-01-31T10:00', '1 month', '2026-02-28T10:00'],
    ['a month from the last day in a leap year', LISBON, '2028-01-31T10:00', '1 month', '2028-02-29T10:00'],
    ['a year of months from 29 February', LISBON, '2028-02-29T10:00', '12 month', '2029-02-28T10:00'],
    ['months over the end of a year', LISBON, '2026-12-31T10:00', '2 month', '2027-02-28T10:00'],
    ['where it is tomorrow already', 'Pacific/Auckland', '2026-01-30T12:00', '1 month', '2026-02-27T12:00'],
    [
      'days with a time of day are calendar days',
      LISBON,
      '2026-11-23T18:00',
      '2 day at 09:00',
      '2026-11-25T09:00',
    ],
    ['hours go on to the time of day', LISBON, '2026-11-23T18:00', '2 hour at 09:00', '2026-11-24T09:00'],
    [
      'hours that end at the time are over',
      LISBON,
      '2026-11-23T07:00',
      '2 hour at 09:00',
      '2026-11-23T09:00',
    ],
    ['a time of day in the gap', BERLIN, '2026-03-28T12:00', '1 day at 02:30', '2026-03-29T01:00'],
    ['a zone of quarter hours', 'Asia/Kathmandu', '2026-11-23T18:00', '1 day at 09:00', '2026-11-24T03:15'],
    ['a day that Samoa left out', 'Pacific/Apia', '2011-12-29T20:00', '1 day', '2011-12-30T10:00'],
    ['no such zone counts as UTC', 'Mars/Olympus', '2026-11-23T18:00', '1 day at 09:00', '2026-11-24T09:00'],
  ])('%s', (_what, zone, from, length, expected) => {
    const [n, unit, , at = null] = length.split(' ');
    const duration = { n: Number(n), unit: unit as DurationUnit, at };
    expect(said(addWait(utc(from), duration, zone))).toBe(expected);
  });

  const zones = fc.constantFrom(
    LISBON,
    BERLIN,
    NEW_YORK,
    'Australia/Lord_Howe',
    'Africa/Casablanca',
    'Pacific/Apia',
    'Asia/Kolkata',
  );
  const instants = fc.date({
    min: utc('2025-01-01T00:00:00'),
    max: utc('2030-12-31T00:00:00'),
    noInvalidDate: true,
  });
  const durations = fc.record({
    n: fc.integer({ min: 1, max: 60 }),
    unit: fc.constantFrom<DurationUnit>('minute', 'hour', 'day', 'week', 'month'),
    at: fc.constantFrom(null, '00:00', '02:30', '09:00', '23:59'),
  });

  it('is never over before it begins, and never takes more than a day longer than its length', () => {
    const longest = {
      minute: 60_000,
      hour: 3_600_000,
      day: 86_400_000,
      week: 604_800_000,
      month: 31 * 86_400_000,
    };
    fc.assert(
      fc.property(zones, instants, durations, (zone, at, duration) => {
        const took = addWait(at, duration, zone).getTime() - at.getTime();
        expect(took).toBeGreaterThan(0);
        expect(took).toBeLessThanOrEqual(duration.n * longest[duration.unit] + 26 * 3_600_000);
      }),
    );
  });

  it('begun later is not over earlier', () => {
    fc.assert(
      fc.property(
        zones,
        instants,
        durations,
        fc.integer({ min: 3 * 3_600_000, max: 1e9 }),
        (zone, at, duration, later) => {
          const [first, second] = [at, new Date(at.getTime() + later)].map((start) =>
            addWait(start, duration, zone),
          );
          expect(second?.getTime()).toBeGreaterThanOrEqual(first?.getTime() ?? NaN);
        },
      ),
    );
  });
});

describe('a wait for a date', () => {
  it.each<[string, string | null, number, string | null, string | null]>([
    ['of a date-time', '2026-12-01T15:00:00Z', -60, null, '2026-12-01T14:00'],
    ['of a date-time with offset', '2026-12-01T15:00:00+02:00', 0, '09:00', '2026-12-01T13:00'],
    ['of a day is its midnight', '2026-07-01', 0, null, '2026-06-30T22:00'],
    ['of a day at a time', '2026-07-01', -1440, '09:00', '2026-06-30T07:00'],
    ['without a value', null, 0, null, null],
    ['of nonsense', 'soon', 0, null, null],
    ['of 30 February', '2026-02-30', 0, null, null],
  ])('%s', (_what, value, offsetMinutes, at, expected) => {
    expect(said(waitUntilDate(value, { offsetMinutes, at }, BERLIN))).toBe(expected);
  });
});

describe('a send window', () => {
  it('moves what was due on Wednesday at 18:00 to Thursday at 9:00', () => {
    const waited = addWait(utc('2026-11-23T18:00'), { n: 2, unit: 'day' }, LISBON);
    expect(said(nextOpening(NINE_TO_FIVE, LISBON, waited))).toBe('2026-11-26T09:00');
  });

  it.each<[string, string, SendWindow | null, string, string]>([
    ['without a window it is now', LISBON, null, '2026-11-22T03:00', '2026-11-22T03:00'],
    ['open is now, to the second', LISBON, NINE_TO_FIVE, '2026-11-23T16:59:59.999', '2026-11-23T16:59'],
    ['its end is closed', LISBON, NINE_TO_FIVE, '2026-11-23T17:00', '2026-11-24T09:00'],
    ['Friday evening is Monday morning', LISBON, NINE_TO_FIVE, '2026-11-27T17:30', '2026-11-30T09:00'],
    ['early is later that day', LISBON, NINE_TO_FIVE, '2026-11-23T03:00', '2026-11-23T09:00'],
    ['by the clock of the contact', 'Asia/Tokyo', NINE_TO_FIVE, '2026-11-23T09:00', '2026-11-24T00:00'],
    ['by the day of the contact', 'Pacific/Auckland', NINE_TO_FIVE, '2026-11-22T20:30', '2026-11-22T20:30'],
    [
      'to midnight',
      LISBON,
      { from: '20:00', to: '24:00', days: ALL_DAYS },
      '2026-11-23T23:59',
      '2026-11-23T23:59',
    ],
    ['one day a week', LISBON, { ...NINE_TO_FIVE, days: [7] }, '2026-11-23T10:00', '2026-11-29T09:00'],
    [
      'opens when clocks jump over its opening',
      BERLIN,
      { from: '02:30', to: '04:00', days: ALL_DAYS },
      '2026-03-29T00:10',
      '2026-03-29T01:00',
    ],
    [
      'is left out when clocks jump over all of it',
      BERLIN,
      { from: '02:00', to: '03:00', days: ALL_DAYS },
      '2026-03-29T00:10',
      '2026-03-30T00:00',
    ],
    [
      'waits a week more when its day is lost',
      BERLIN,
      { from: '02:00', to: '03:00', days: [7] },
      '2026-03-29T00:10',
      '2026-04-05T00:00',
    ],
    [
      'opens twice in the hour that comes twice',
      BERLIN,
      { from: '02:30', to: '02:45', days: ALL_DAYS },
      '2026-10-25T00:50',
      '2026-10-25T01:30',
    ],
    [
      'opens again when clocks are put back into it',
      NEW_YORK,
      { from: '00:30', to: '01:30', days: ALL_DAYS },
      '2026-11-01T05:45',
      '2026-11-01T06:00',
    ],
  ])('%s', (_what, zone, window, at, expected) => {
    expect(said(nextOpening(window, zone, utc(at)))).toBe(expected);
  });

  it('gives the first minute at which clocks show what it says, as a search of every minute does', () => {
    const windows = fc
      .tuple(
        fc.integer({ min: 0, max: 95 }),
        fc.integer({ min: 1, max: 96 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      )
      .filter(([from, to]) => from < to)
      .map(([from, to, days]): SendWindow => ({ from: quarter(from), to: quarter(to), days }));
    const changes = fc.constantFrom<[string, string]>(
      [BERLIN, '2026-03-29T01:00'],
      [BERLIN, '2026-10-25T01:00'],
      [NEW_YORK, '2026-11-01T06:00'],
      ['Australia/Lord_Howe', '2026-04-04T15:00'],
      ['America/Havana', '2026-11-01T05:00'],
    );
    fc.assert(
      fc.property(
        windows,
        changes,
        fc.integer({ min: -3 * 24 * 60, max: 24 * 60 }),
        (window, [zone, change], minutes) => {
          const at = new Date(utc(change).getTime() + minutes * 60_000);
          const found = nextOpening(window, zone, at);
          expect(found.toISOString()).toBe(searched(window, zone, at).toISOString());
        },
      ),
    );
  });

  const quarter = (n: number): string =>
    `${String(Math.floor(n / 4)).padStart(2, '0')}:${String((n % 4) * 15).padStart(2, '0')}`;

  /** Minute by minute, with the calendar of the platform instead of ours. */
  function searched(window: SendWindow, zone: string, at: Date): Date {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    const days = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    for (let minute = at.getTime(); ; minute += 15 * 60_000 - (minute % (15 * 60_000) || 0)) {
      const parts = Object.fromEntries(format.formatToParts(minute).map(({ type, value }) => [type, value]));
      const time = `${parts['hour']}:${parts['minute']}`;
      if (
        window.days.includes(days.indexOf(parts['weekday'] ?? '')) &&
        time >= window.from &&
        time < window.to
      ) {
        return new Date(minute);
      }
    }
  }
});

describe('a date that triggers', () => {
  it.each<[string, string | null, object, string, string | null]>([
    ['the day itself', '2026-12-24', {}, '2026-11-23T00:00', '2026-12-24T08:00'],
    ['a week before', '2026-12-24', { offsetDays: -7 }, '2026-11-23T00:00', '2026-12-17T08:00'],
    ['over', '2026-11-01', {}, '2026-11-23T00:00', null],
    ['exactly now is over', '2026-12-24', {}, '2026-12-24T08:00', null],
    ['every year', '1990-12-24', { yearly: true }, '2026-11-23T00:00', '2026-12-24T08:00'],
    [
      'next year when it is over in this one',
      '1990-03-01',
      { yearly: true },
      '2026-11-23T00:00',
      '2027-03-01T08:00',
    ],
    [
      'before New Year',
      '1990-01-03',
      { yearly: true, offsetDays: -7 },
      '2026-11-23T00:00',
      '2026-12-27T08:00',
    ],
    [
      'long after a day of last year',
      '1990-12-24',
      { yearly: true, offsetDays: 365 },
      '2026-11-23T00:00',
      '2026-12-24T08:00',
    ],
    ['29 February in a leap year', '2004-02-29', { yearly: true }, '2028-01-01T00:00', '2028-02-29T08:00'],
    [
      '29 February in other years is 1 March',
      '2004-02-29',
      { yearly: true },
      '2027-01-01T00:00',
      '2027-03-01T08:00',
    ],
    [
      'two days before that',
      '2004-02-29',
      { yearly: true, offsetDays: -2 },
      '2027-01-01T00:00',
      '2027-02-27T08:00',
    ],
    [
      'not before the first one',
      '2030-05-05',
      { yearly: true, at: '12:00' },
      '2026-11-23T00:00',
      '2030-05-05T10:00',
    ],
    ['a date-time is its local day', '2026-12-23T23:30:00Z', {}, '2026-11-23T00:00', '2026-12-24T08:00'],
    ['no value', null, { yearly: true }, '2026-11-23T00:00', null],
    ['nonsense', 'tomorrow', {}, '2026-11-23T00:00', null],
  ])('%s', (_what, value, timing, after, expected) => {
    const full = { offsetDays: 0, at: '09:00', yearly: false, ...timing };
    expect(said(nextDateMoment(value, full, { zone: BERLIN, after: utc(after) }))).toBe(expected);
  });

  it('comes once a year, each time after the last', () => {
    const days = fc.date({
      min: utc('1930-01-01T00:00:00'),
      max: utc('2020-12-31T00:00:00'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(days, fc.integer({ min: -365, max: 365 }), (born, offsetDays) => {
        const timing = { offsetDays, at: '09:00', yearly: true };
        const next = (after: Date): Date =>
          nextDateMoment(born.toISOString().slice(0, 10), timing, { zone: BERLIN, after })!;
        let after = utc('2026-01-01T00:00:00');
        for (let year = 0; year < 5; year += 1) {
          const moment = next(after);
          const days = (moment.getTime() - after.getTime()) / 86_400_000;
          expect(days).toBeGreaterThan(year === 0 ? 0 : 364);
          expect(days).toBeLessThan(368);
          after = moment;
        }
      }),
    );
  });
});

describe('a clock', () => {
  it('is the contact’s where we know the zone, else the workspace’s', () => {
    expect(['Asia/Tokyo', 'Nowhere/Land', '', null].map((zone) => zoneOf(zone, LISBON))).toEqual([
      'Asia/Tokyo',
      LISBON,
      LISBON,
      LISBON,
    ]);
  });

  it('shows every wall time at as many instants as it comes', () => {
    const at = (text: string) => clockOf(BERLIN).instantsAt(utc(text).getTime()).length;
    expect(['2026-03-29T02:30', '2026-10-25T02:30', '2026-07-01T02:30'].map(at)).toEqual([0, 2, 1]);
  });
});
