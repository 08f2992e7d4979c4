import fc from 'fast-check';
import { decide, usageAfter, type Constraint } from './admission';
import { InFlight, type Taker } from './in-flight';
import { NO_LIMITS, withLess, type Usage } from './window';
import type { Taking } from './windows.service';

const T = Date.UTC(2026, 10, 6, 12, 0, 0);
const taker: Taker = { workspaceId: 'w', senderDomain: 'news.example', serverId: 'default' };

function aTaking(at: number, granted: Record<string, number>): Taking {
  return { at, granted: new Map(Object.entries(granted)), constraints: [] };
}

const counts = (wanted: Record<string, number>) => new Map(Object.entries(wanted));

describe('what is in flight', () => {
  it('is given back from the oldest on and answered from the newest on, each message once', () => {
    const inFlight = new InFlight();
    inFlight.add(taker, aTaking(T, { gmail: 5, yahoo: 2 }));
    inFlight.add(taker, aTaking(T + 10, { gmail: 5 }));
    inFlight.answered(taker, counts({ gmail: 3 }));
    const parts = inFlight.giveBack(
      { ...taker, senderDomain: 'NEWS.example' },
      counts({ gmail: 6, yahoo: 1 }),
    );
    expect(parts.map(({ taking, counts: part }) => [taking.at - T, Object.fromEntries(part)])).toEqual([
      [0, { gmail: 5, yahoo: 1 }],
      [10, { gmail: 1 }],
    ]);
    expect(inFlight.giveBack(taker, counts({ gmail: 100 })).map(({ counts: part }) => [...part])).toEqual([
      [['gmail', 1]],
    ]);
    expect(inFlight.giveBack(taker, counts({ gmail: 1 }))).toEqual([]);
  });

  it('keeps senders and servers apart', () => {
    const inFlight = new InFlight();
    inFlight.add(taker, aTaking(T, { gmail: 5 }));
    expect(inFlight.giveBack({ ...taker, serverId: 'other' }, counts({ gmail: 1 }))).toEqual([]);
    expect(inFlight.giveBack({ ...taker, workspaceId: 'v' }, counts({ gmail: 1 }))).toEqual([]);
  });

  it('forgets what nobody told about for ten minutes', () => {
    const inFlight = new InFlight();
    inFlight.add(taker, aTaking(T, { gmail: 5 }));
    inFlight.add(taker, aTaking(T + 600_001, { gmail: 1 }));
    expect(inFlight.giveBack(taker, counts({ gmail: 6 })).map(({ taking }) => taking.at)).toEqual([
      T + 600_001,
    ]);
  });
});

it('whatever is given back, in whatever order: no second and no minute ever holds more than its limit', () => {
  const limits = { ...NO_LIMITS, perSecond: 12, perMinute: 40 };
  const constraint: Constraint = { scope: 's', limits, provider: null, what: 'Mail' };
  const step = fc.record({
    gap: fc.oneof(fc.nat(150), fc.nat(1_500), fc.nat(40_000)),
    wanted: fc.integer({ min: 1, max: 10 }),
    givesBack: fc.boolean(),
    which: fc.nat(),
    count: fc.integer({ min: 1, max: 10 }),
  });
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 80 }), (steps) => {
      const inFlight = new InFlight();
      let usage: Usage = {};
      let now = T;
      const sent: { at: number; count: number; open: number }[] = [];
      for (const { gap, wanted, givesBack, which, count } of steps) {
        now += gap;
        const question = {
          priority: 'sequence' as const,
          wanted: counts({ gmail: wanted }),
          constraints: [constraint],
        };
        const { granted } = decide({ ...question, usage: new Map([['s', usage]]), now, turn: 0 });
        const some = granted.get('gmail') ?? 0;
        if (some > 0) {
          usage = { ...usage, ...usageAfter(limits, usage, { count: some, now }) };
          inFlight.add(taker, { at: now, granted, constraints: [constraint] });
          sent.push({ at: now, count: some, open: some });
        }
        // Any group may end, whole or in part: its messages were sent, or come back.
        const open = sent.filter((one) => one.open > 0 && one.at > now - 600_000);
        const ended = open[which % Math.max(1, open.length)];
        if (!ended) continue;
        const part = Math.min(count, ended.open);
        ended.open -= part;
        if (givesBack) ended.count -= part;
        if (!givesBack) inFlight.answered(taker, counts({ gmail: part }));
        const takenOff = givesBack ? inFlight.giveBack(taker, counts({ gmail: part })) : [];
        for (const { taking, counts: from } of takenOff) {
          const less = { count: from.get('gmail')!, at: taking.at };
          for (const name of ['perSecond', 'perMinute'] as const) {
            const window = withLess(name, usage[name], less);
            if (window) usage = { ...usage, [name]: window };
          }
        }
        for (const { at: end } of sent) {
          const within = (ms: number): number =>
            sent.reduce((sum, one) => sum + (one.at > end - ms && one.at <= end ? one.count : 0), 0);
          expect(within(1_000)).toBeLessThanOrEqual(limits.perSecond);
          expect(within(60_000)).toBeLessThanOrEqual(limits.perMinute);
        }
      }
    }),
    { numRuns: 200 },
  );
});
