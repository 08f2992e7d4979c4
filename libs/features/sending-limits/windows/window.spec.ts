import fc from 'fast-check';
import {
  freeAt,
  reserveOf,
  slotAt,
  usedIn,
  WINDOW_NAMES,
  WINDOW_SHAPES,
  withLess,
  withMore,
  type WindowUsage,
} from './window';

const T = Date.UTC(2026, 10, 6, 12, 0, 0);

describe('a window', () => {
  it('counts what went out within its length, and forgets it one slot later at most', () => {
    const usage = withMore('perMinute', undefined, { count: 5, now: T });
    expect(usedIn('perMinute', usage, T + 60_000)).toBe(5);
    expect(usedIn('perMinute', usage, T + 61_000)).toBe(0);
  });

  it('knows the moment when there is room again', () => {
    const usage = withMore('perSecond', undefined, { count: 3, now: T + 50 });
    expect(freeAt('perSecond', usage, { limit: 3, room: 1, now: T + 60 })).toBe(T + 1100);
    expect(freeAt('perSecond', usage, { limit: 4, room: 1, now: T + 60 })).toBe(T + 60);
    expect(freeAt('perSecond', usage, { limit: 0, room: 1, now: T + 60 })).toBeNull();
  });

  it('takes back what was not sent from the time it was let through at', () => {
    let usage: WindowUsage | undefined = withMore('perSecond', undefined, { count: 3, now: T });
    usage = withMore('perSecond', usage, { count: 2, now: T + 300 });
    usage = withLess('perSecond', usage, { count: 3, at: T });
    expect(usage).toMatchObject({ counts: [2, 0, 0, 0] });
    expect(withLess('perSecond', usage, { count: 1, at: T - 100 })).toEqual(usage);
    expect(withLess('perSecond', undefined, { count: 1, at: T })).toBeUndefined();
  });

  it('goes on counting when the clock is put back a little, and starts anew when it is put back a lot', () => {
    const usage = withMore('perMinute', undefined, { count: 5, now: T });
    expect(usedIn('perMinute', usage, T - 30_000)).toBe(5);
    const more = withMore('perMinute', usage, { count: 2, now: T - 30_000 });
    expect(usedIn('perMinute', more, T + 60_000)).toBe(7);
    expect(usedIn('perMinute', usage, T - 3_600_000)).toBe(0);
  });

  it('never counts less than any interval holds, and never more than one slot beyond it', () => {
    const sends = fc.array(
      fc.record({ gap: fc.integer({ min: 0, max: 40_000 }), count: fc.integer({ min: 1, max: 9 }) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...WINDOW_NAMES), sends, (name, list) => {
        const { ms, slots } = WINDOW_SHAPES[name];
        let usage: WindowUsage | undefined;
        let now = T;
        const sent: { at: number; count: number }[] = [];
        for (const { gap, count } of list) {
          now += Math.round((gap * ms) / 100_000);
          usage = withMore(name, usage, { count, now });
          sent.push({ at: now, count });
          const within = (length: number): number =>
            sent.reduce((sum, one) => sum + (one.at > now - length ? one.count : 0), 0);
          expect(usedIn(name, usage, now)).toBeGreaterThanOrEqual(within(ms));
          expect(usedIn(name, usage, now)).toBeLessThanOrEqual(within(ms + ms / slots));
          expect(usage.slot).toBe(slotAt(name, now));
        }
      }),
    );
  });

  it('has the room it promises at the time it promises, and not before', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...WINDOW_NAMES),
        fc.array(fc.tuple(fc.nat(30), fc.integer({ min: 1, max: 5 })), { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 10 }),
        (name, list, limit, room) => {
          fc.pre(room <= limit);
          const { ms } = WINDOW_SHAPES[name];
          let now = T;
          let usage: WindowUsage | undefined;
          for (const [gap, count] of list) {
            now += (gap * ms) / 100;
            usage = withMore(name, usage, { count, now });
          }
          const at = freeAt(name, usage, { limit, room, now })!;
          expect(usedIn(name, usage, at) + room).toBeLessThanOrEqual(limit);
          if (at > now) expect(usedIn(name, usage, at - 1) + room).toBeGreaterThan(limit);
        },
      ),
    );
  });
});

it('a tenth of a limit is kept for urgent mail, and at least one message where it is 10 or more', () => {
  expect([1, 9, 10, 19, 20, 1000].map(reserveOf)).toEqual([0, 0, 1, 1, 2, 100]);
});
