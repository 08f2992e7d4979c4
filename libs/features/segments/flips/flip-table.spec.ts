import fc from 'fast-check';
import { dayFlips, flipOf, flipTable, type FlipTable } from './flip-table';
import { moveWindow, type MovingSpec } from './moving-window';
import { dayBounds, resolveTime, type Clock } from '../tree/resolve-time';
import { MOST_OF_UNIT, PERIODS, UNITS } from '../tree/limits';
import { DAY_MS } from '../tree/zone-offsets';

/** Clocks that change at, over and just after midnight, by half an hour, twice for Ramadan, and never. */
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'America/Havana',
  'America/Asuncion',
  'Atlantic/Azores',
  'Africa/Cairo',
  'Africa/Casablanca',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'America/St_Johns',
];
/** Around which something jumps in one zone or another. */
const CORNERS = [
  '2026-03-29T01:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-11-01T05:00:00Z',
  '2024-02-29T00:00:00Z',
  '2025-02-28T23:00:00Z',
  '2026-12-31T23:59:59.999Z',
  '2026-03-31T10:00:00Z',
  '2026-04-05T15:00:00Z',
  '2018-11-04T03:00:00Z',
  '2018-02-18T02:00:00Z',
  '2023-04-30T22:00:00Z',
].map((text) => Date.parse(text));

const unit = fc.constantFrom(...UNITS);
const spec: fc.Arbitrary<MovingSpec> = fc.oneof(
  fc
    .record({
      how: fc.constantFrom('last' as const, 'next' as const),
      n: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 400 }), fc.constant(1e9)),
      unit,
    })
    .map((rolling) => ({ ...rolling, n: Math.min(rolling.n, MOST_OF_UNIT[rolling.unit]) })),
  fc.record({
    how: fc.constantFrom('this' as const, 'previous' as const),
    period: fc.constantFrom(...PERIODS),
  }),
);
const nearby = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.integer({ min: -48, max: 48 }).map((hours) => hours * 1_800_000),
  fc.integer({ min: -5 * DAY_MS, max: 5 * DAY_MS }),
);
const corner = fc.tuple(fc.constantFrom(...CORNERS), nearby).map(([at, off]) => at + off);
const clock: fc.Arbitrary<Clock> = fc.record({
  now: corner.map((at) => new Date(at)),
  zone: fc.constantFrom(...ZONES),
});
const YEAR_MS = 366 * DAY_MS;
/** How far ahead something is asked: soon, at a corner, anywhere. */
const ahead = fc.oneof(fc.integer({ min: 1, max: 5 * DAY_MS }), fc.integer({ min: 1, max: YEAR_MS }));

function isIn(value: number, window: MovingSpec, { now, zone }: Clock): boolean {
  const { from, to } = resolveTime(window, { now, zone });
  if (!from || !to) throw new Error('two ends');
  return value >= from.at.getTime() && (to.inclusive ? value <= to.at.getTime() : value < to.at.getTime());
}

function earliest(flips: (number | null)[]): number {
  return Math.min(...flips.map((flip) => flip ?? Infinity));
}

function tablesOf(window: MovingSpec, at: Clock): FlipTable[] {
  const { from, to } = moveWindow(window, at);
  return [flipTable(from), flipTable(to)];
}

describe('no value changes sides before its flip', () => {
  const run = (window: MovingSpec, at: Clock, [edge, off, later]: [number, number, number]): void => {
    const { from, to } = resolveTime(window, at);
    // Values near the edges are those that flip soon.
    const value = [from?.at.getTime() ?? 0, to?.at.getTime() ?? 0, at.now.getTime()][edge]! + off;
    const flip = earliest(tablesOf(window, at).map((table) => flipOf(table, value)));
    expect(flip).toBeGreaterThan(at.now.getTime());
    const untouched = isIn(value, window, at);
    const moments = [later, (flip - 1 - at.now.getTime()) * 0.999, flip - 1 - at.now.getTime()]
      .map((ms) => at.now.getTime() + Math.floor(Math.min(ms, YEAR_MS)))
      .filter((moment) => moment > at.now.getTime() && moment < flip);
    for (const moment of moments)
      expect([moment, isIn(value, window, { ...at, now: new Date(moment) })]).toEqual([moment, untouched]);
  };

  it('instants', () => {
    fc.assert(fc.property(spec, clock, fc.tuple(fc.nat({ max: 2 }), fc.oneof(nearby, ahead), ahead), run), {
      numRuns: 200,
    });
  });

  it('days', () => {
    fc.assert(
      fc.property(
        spec,
        clock,
        fc.tuple(fc.integer({ min: -4, max: 4 }), fc.nat({ max: 1 }), ahead),
        (window, at, [off, edge, later]) => {
          const bounds = resolveTime(window, at);
          const near = [bounds.from, bounds.to][edge]?.at.getTime() ?? 0;
          const day = new Date(near + off * DAY_MS).toISOString().slice(0, 10);
          const flip = earliest(
            tablesOf(window, at).map(
              (table) => dayFlips(table, at.zone).findLast((row) => row.day <= day)?.at ?? null,
            ),
          );
          expect(flip).toBeGreaterThan(at.now.getTime());
          const isDayIn = (now: Date): boolean => {
            const { from, to } = dayBounds(resolveTime(window, { ...at, now }), at.zone);
            return from !== null && to !== null && day >= from && day <= to;
          };
          const untouched = isDayIn(at.now);
          for (const ms of [later, flip - 1 - at.now.getTime()]) {
            const moment = at.now.getTime() + Math.min(ms, YEAR_MS);
            if (moment < flip) expect([moment, isDayIn(new Date(moment))]).toEqual([moment, untouched]);
          }
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe('a value that has left comes back when the edge jumps back', () => {
  it.each<[string, MovingSpec, Record<'now' | 'value' | 'flip', string>]>([
    [
      'at the end of a short month',
      { how: 'last', n: 1, unit: 'month' },
      { now: '2026-03-28T12:00:00Z', value: '2026-02-28T10:00:00Z', flip: '2026-03-28T23:00:00Z' },
    ],
    [
      'when the clock is set back',
      { how: 'last', n: 1, unit: 'day' },
      { now: '2026-10-25T00:30:00Z', value: '2026-10-24T00:15:00Z', flip: '2026-10-25T01:00:00Z' },
    ],
  ])('%s', (_name, window, { now, value, flip }) => {
    const tables = tablesOf(window, { now: new Date(now), zone: 'Europe/Berlin' });
    expect(earliest(tables.map((table) => flipOf(table, Date.parse(value))))).toBe(Date.parse(flip));
  });
});
