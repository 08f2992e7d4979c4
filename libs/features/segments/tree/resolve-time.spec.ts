import { anniversarySpan, dayBounds, resolveTime, type Clock } from './resolve-time';
import type { TimeSpec } from './rule-tree';

function bounds(spec: TimeSpec, clock: Clock): (string | undefined)[] {
  const { from, to } = resolveTime(spec, clock);
  return [from?.at.toISOString(), to?.at.toISOString()];
}

const berlin = (now: string): Clock => ({ now: new Date(now), zone: 'Europe/Berlin' });

describe('a rolling window keeps the time of day across a change of the clock', () => {
  it.each([
    ['2026-03-29T10:00:00Z', ['2026-03-28T11:00:00.000Z', '2026-03-29T10:00:00.000Z']],
    ['2026-10-25T11:00:00Z', ['2026-10-24T10:00:00.000Z', '2026-10-25T11:00:00.000Z']],
  ])('a day before %s', (now, expected) => {
    expect(bounds({ how: 'last', n: 1, unit: 'day' }, berlin(now))).toEqual(expected);
  });

  it('but hours are hours', () => {
    const hours = { how: 'last', n: 24, unit: 'hour' } as const;
    expect(bounds(hours, berlin('2026-03-29T10:00:00Z'))[0]).toBe('2026-03-28T10:00:00.000Z');
  });

  it('a month before 31 March is the last day of February', () => {
    expect(bounds({ how: 'last', n: 1, unit: 'month' }, berlin('2026-03-31T10:00:00Z'))[0]).toBe(
      '2026-02-28T11:00:00.000Z',
    );
  });
});

describe('calendar windows run from midnight to midnight in the zone', () => {
  it('the day on which the clock changes has 23 hours', () => {
    expect(bounds({ how: 'on', date: '2026-03-29' }, berlin('2026-01-01T00:00:00Z'))).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
  });

  it('weeks start on Monday, also when it is Sunday', () => {
    expect(bounds({ how: 'this', period: 'week' }, berlin('2026-11-22T12:00:00Z'))).toEqual([
      '2026-11-15T23:00:00.000Z',
      '2026-11-22T23:00:00.000Z',
    ]);
    expect(bounds({ how: 'previous', period: 'quarter' }, berlin('2026-11-22T12:00:00Z'))).toEqual([
      '2026-06-30T22:00:00.000Z',
      '2026-09-30T22:00:00.000Z',
    ]);
  });

  it('a day without midnight starts when it starts', () => {
    const saoPaulo = { now: new Date('2018-11-04T12:00:00Z'), zone: 'America/Sao_Paulo' };
    expect(bounds({ how: 'this', period: 'day' }, saoPaulo)[0]).toBe('2018-11-04T03:00:00.000Z');
  });

  it.each(['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T20:00:00Z'])(
    'a day with two midnights starts with the first, also at %s',
    (now) => {
      const azores = { now: new Date(now), zone: 'Atlantic/Azores' };
      expect(bounds({ how: 'this', period: 'day' }, azores)).toEqual([
        '2026-10-25T00:00:00.000Z',
        '2026-10-26T01:00:00.000Z',
      ]);
      expect(bounds({ how: 'on', date: '2026-10-25' }, azores)[0]).toBe('2026-10-25T00:00:00.000Z');
    },
  );
});

describe('days are compared as days', () => {
  const days = (spec: TimeSpec): object =>
    dayBounds(resolveTime(spec, berlin('2026-11-18T12:00:00Z')), 'Europe/Berlin');

  it.each<[TimeSpec, object]>([
    [
      { how: 'on', date: '2026-11-18' },
      { from: '2026-11-18', to: '2026-11-18' },
    ],
    [
      { how: 'before', at: '2026-11-18' },
      { from: null, to: '2026-11-17' },
    ],
    [
      { how: 'after', at: '2026-11-18' },
      { from: '2026-11-19', to: null },
    ],
    [
      { how: 'after', at: '2026-11-17T23:30:00+01:00' },
      { from: '2026-11-18', to: null },
    ],
    [
      { how: 'between', from: '2026-11-18', to: '2026-11-20' },
      { from: '2026-11-18', to: '2026-11-20' },
    ],
    [
      { how: 'last', n: 7, unit: 'day' },
      { from: '2026-11-12', to: '2026-11-18' },
    ],
    [
      { how: 'this', period: 'month' },
      { from: '2026-11-01', to: '2026-11-30' },
    ],
  ])('%j', (spec, expected) => {
    expect(days(spec)).toEqual(expected);
  });
});

describe('anniversaries', () => {
  it('cross the turn of the year', () => {
    const span = anniversarySpan(10, 'day', berlin('2026-12-28T12:00:00Z'));
    expect(span.ranges).toEqual([
      { from: '12-28', to: '12-31' },
      { from: '01-01', to: '01-07' },
    ]);
  });

  it('of 29 February fall on 1 March in other years', () => {
    expect(anniversarySpan(1, 'day', berlin('2026-03-01T12:00:00Z')).includesLeapDay).toBe(true);
    expect(anniversarySpan(1, 'day', berlin('2026-02-27T12:00:00Z')).includesLeapDay).toBe(false);
    expect(anniversarySpan(1, 'day', berlin('2028-03-01T12:00:00Z')).includesLeapDay).toBe(false);
  });
});
