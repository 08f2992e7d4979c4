import fc from 'fast-check';
import type { SendingPriority } from '@features/smtp-servers';
import { decide, share, usageAfter, type Answer, type Constraint } from './admission';
import {
  LEAVE_WITHIN_MS,
  NO_LIMITS,
  WINDOW_NAMES,
  WINDOW_SHAPES,
  type Usage,
  type WindowLimits,
} from './window';

const T = Date.UTC(2026, 10, 6, 12, 0, 0);

function aConstraint(
  scope: string,
  limits: Partial<WindowLimits>,
  provider: string | null = null,
): Constraint {
  return { scope, limits: { ...NO_LIMITS, ...limits }, provider, what: `Mail of ${scope}` };
}

/** Usage as the table would keep it, between questions. */
class Ledger {
  private readonly usage = new Map<string, Usage>();
  readonly sent: { at: number; provider: string; count: number; urgent: boolean }[] = [];
  private turn = 0;

  constructor(private readonly constraints: Constraint[]) {}

  /** `lateMs`: after so long what is granted leaves. */
  ask(
    wanted: Record<string, number>,
    now: number,
    { priority = 'campaign', lateMs = 0 }: { priority?: SendingPriority; lateMs?: number } = {},
  ): Answer {
    const { constraints, usage } = this;
    this.turn += 1;
    const asked = new Map(Object.entries(wanted));
    const answer = decide({ constraints, usage, wanted: asked, priority, now, turn: this.turn });
    for (const { scope, limits } of constraints) {
      const count = answer.taken.get(scope);
      if (count)
        usage.set(scope, { ...usage.get(scope), ...usageAfter(limits, usage.get(scope), { count, now }) });
    }
    for (const [provider, count] of answer.granted) {
      this.sent.push({ at: now + lateMs, provider, count, urgent: priority !== 'campaign' });
    }
    return answer;
  }

  within(from: number, to: number, of: { provider?: string | null; urgent?: boolean } = {}): number {
    return this.sent
      .filter(({ at }) => at > from && at <= to)
      .filter(({ provider }) => (of.provider ?? null) === null || provider === of.provider)
      .filter(({ urgent }) => of.urgent === undefined || urgent === of.urgent)
      .reduce((sum, { count }) => sum + count, 0);
  }
}

describe('decide', () => {
  it('grants everything when nothing limits it', () => {
    expect(new Ledger([]).ask({ gmail: 30, 'shop.example': 2 }, T)).toMatchObject({
      granted: new Map([
        ['gmail', 30],
        ['shop.example', 2],
      ]),
      waits: new Map(),
    });
  });

  it('grants what is left and says when to come back, and why', () => {
    const ledger = new Ledger([aConstraint('server', { perMinute: 40 })]);
    const { granted, waits } = ledger.ask({ gmail: 50 }, T, { priority: 'transactional' });
    expect(granted.get('gmail')).toBe(40);
    expect(waits.get('gmail')).toEqual({
      until: T + 61_000,
      reason: 'Mail of server is limited to 40 per minute.',
    });
    expect(ledger.ask({ gmail: 10 }, T + 60_999, { priority: 'transactional' }).granted.size).toBe(0);
    expect(ledger.ask({ gmail: 10 }, T + 61_000, { priority: 'transactional' }).granted.get('gmail')).toBe(
      10,
    );
  });

  it('remembers what left a minute ago while what is asked for now counts as leaving in the next second', () => {
    const ledger = new Ledger([aConstraint('server', { perMinute: 2 })]);
    ledger.ask({ gmail: 1 }, T);
    const now = T + 60_950;
    expect(ledger.ask({ gmail: 2 }, now).granted.get('gmail')).toBe(1);
    const { granted, waits } = ledger.ask({ gmail: 1 }, now);
    expect([granted.size, waits.get('gmail')?.until]).toEqual([0, T + 61_000]);
  });

  it('lets the limit of one provider hold back that provider only', () => {
    const ledger = new Ledger([aConstraint('gmail at server', { perSecond: 5 }, 'gmail')]);
    const { granted, waits } = ledger.ask({ gmail: 30, yahoo: 20 }, T);
    expect(Object.fromEntries(granted)).toEqual({ gmail: 5, yahoo: 20 });
    expect([...waits.keys()]).toEqual(['gmail']);
  });

  it('keeps a tenth of every window for urgent mail', () => {
    const ledger = new Ledger([aConstraint('server', { perHour: 100 })]);
    expect(ledger.ask({ gmail: 100 }, T).granted.get('gmail')).toBe(90);
    expect(ledger.ask({ gmail: 1 }, T + 1).granted.size).toBe(0);
    expect(ledger.ask({ gmail: 4 }, T + 2, { priority: 'transactional' }).granted.get('gmail')).toBe(4);
    expect(ledger.ask({ gmail: 20 }, T + 3, { priority: 'sequence' }).granted.get('gmail')).toBe(6);
  });

  it('asks to look again within a quarter of an hour even when nothing may ever go', () => {
    const { granted, waits } = new Ledger([aConstraint('domain', { perDay: 0 })]).ask({ gmail: 3 }, T);
    expect(granted.size).toBe(0);
    expect(waits.get('gmail')).toEqual({
      until: T + 15 * 60_000,
      reason: 'Mail of domain is limited to 0 per day.',
    });
  });
});

describe('share', () => {
  const caps = (...list: number[]) => list.map((cap, index) => ({ provider: String(index), cap }));

  it('divides evenly, and never more than wanted', () => {
    expect(share(caps(49, 1), 10, 0)).toEqual(new Map([['0', 9], ['1', 1]])); // prettier-ignore
    expect(share(caps(20, 20, 20), 30, 0)).toEqual(new Map([['0', 10], ['1', 10], ['2', 10]])); // prettier-ignore
    expect(share(caps(2, 3), Infinity, 0)).toEqual(new Map([['0', 2], ['1', 3]])); // prettier-ignore
  });

  it('goes round with what cannot be divided', () => {
    const winners = [0, 1, 2, 3].map((turn) => [...share(caps(49, 1, 5), 1, turn).keys()][0]);
    expect(winners).toEqual(['0', '1', '2', '0']);
  });

  it('gives away all there is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 12 }),
        fc.nat(200),
        fc.nat(),
        (list, total, turn) => {
          const shares = share(caps(...list), total, turn);
          const sum = [...shares.values()].reduce((a, b) => a + b, 0);
          expect(sum).toBe(
            Math.min(
              total,
              list.reduce((a, b) => a + b, 0),
            ),
          );
          for (const [provider, count] of shares) expect(count).toBeLessThanOrEqual(list[Number(provider)]!);
          const least = Math.min(
            ...list.map((cap, i) =>
              shares.get(String(i)) === cap ? Infinity : (shares.get(String(i)) ?? 0),
            ),
          );
          for (const count of shares.values()) expect(count).toBeLessThanOrEqual(least + 1);
        },
      ),
    );
  });
});

describe('whatever is asked for, in whatever order', () => {
  const limit = fc.option(fc.integer({ min: 1, max: 40 }), { nil: null });
  const limits = fc.record({ perSecond: limit, perMinute: limit, perHour: limit, perDay: limit });
  const asks = fc.array(
    fc.record({
      gap: fc.oneof(
        fc.nat(300),
        fc.integer({ min: 0, max: 70_000 }),
        fc.integer({ min: 0, max: 4_000_000 }),
        fc.integer({ min: 0, max: 50_000_000 }),
      ),
      gmail: fc.nat(30),
      yahoo: fc.nat(30),
      urgent: fc.boolean(),
      lateMs: fc.nat(LEAVE_WITHIN_MS),
    }),
    { minLength: 1, maxLength: 60 },
  );

  it('however late what was granted leaves, no interval ever holds more than its limit, and campaigns leave the reserve', () => {
    fc.assert(
      fc.property(limits, limits, limits, asks, (ofServer, ofDomain, ofGmail, list) => {
        const constraints = [
          aConstraint('server', ofServer),
          aConstraint('domain', ofDomain),
          aConstraint('gmail', ofGmail, 'gmail'),
        ];
        const ledger = new Ledger(constraints);
        let now = T;
        for (const { gap, gmail, yahoo, urgent, lateMs } of list) {
          now += gap;
          const wanted = Object.fromEntries(
            Object.entries({ gmail, yahoo }).filter(([, count]) => count > 0),
          );
          const priority = urgent ? 'sequence' : 'campaign';
          const { granted, waits } = ledger.ask(wanted, now, { priority, lateMs });
          for (const [provider, count] of Object.entries(wanted)) {
            const got = granted.get(provider) ?? 0;
            expect(got).toBeLessThanOrEqual(count);
            expect(waits.has(provider)).toBe(got < count);
          }
          for (const { until } of waits.values()) {
            expect(until).toBeGreaterThan(now);
            expect(until).toBeLessThanOrEqual(now + 15 * 60_000);
          }
        }
        for (const { limits: all, provider } of constraints) {
          for (const [name, { at }] of WINDOW_NAMES.flatMap((one) =>
            ledger.sent.map((sent) => [one, sent] as const),
          )) {
            const most = all[name];
            if (most === null) continue;
            const from = at - WINDOW_SHAPES[name].ms;
            expect(ledger.within(from, at, { provider })).toBeLessThanOrEqual(most);
            expect(ledger.within(from, at, { provider, urgent: false })).toBeLessThanOrEqual(
              most - Math.floor(most / 10),
            );
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  it('steady demand that comes back when told gets the whole limit, one slot of the window apart', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...WINDOW_NAMES),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 50 }),
        (name, most, group) => {
          const ledger = new Ledger([aConstraint('server', { [name]: most })]);
          const { ms, slots } = WINDOW_SHAPES[name];
          const rounds = 6;
          const end = T + rounds * (ms + ms / slots);
          let now = T;
          for (let step = 0; now < end && step < 50_000; step += 1) {
            const { waits } = ledger.ask({ gmail: group }, now, { priority: 'sequence' });
            now = waits.get('gmail')?.until ?? now;
          }
          expect(now).toBeGreaterThanOrEqual(end);
          expect(ledger.within(T - 1, end - 1)).toBe(rounds * most);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('who comes back when told exceeds no limit, though one group leaves late and the next at once', () => {
    const late = fc.array(fc.nat(LEAVE_WITHIN_MS), { minLength: 30, maxLength: 30 });
    fc.assert(
      fc.property(fc.constantFrom(...WINDOW_NAMES), late, fc.nat(10_000), (name, lateness, start) => {
        const ledger = new Ledger([aConstraint('server', { [name]: 20 })]);
        let now = T + start;
        for (const lateMs of lateness) {
          const { waits } = ledger.ask({ gmail: 15 }, now, { lateMs });
          now = waits.get('gmail')?.until ?? now;
        }
        const { ms } = WINDOW_SHAPES[name];
        for (const { at } of ledger.sent) expect(ledger.within(at - ms, at)).toBeLessThanOrEqual(18);
      }),
    );
  });

  it('nobody starves: with little room for many, each gets its turn', () => {
    const ledger = new Ledger([aConstraint('server', { perMinute: 1 })]);
    let now = T;
    for (let step = 0; step < 40; step += 1) {
      const { waits } = ledger.ask({ gmail: 40, yahoo: 1, 'small.example': 1 }, now);
      now = waits.get('gmail')?.until ?? waits.get('yahoo')?.until ?? now;
    }
    for (const provider of ['gmail', 'yahoo', 'small.example']) {
      expect(ledger.within(T - 1, now, { provider })).toBeGreaterThan(0);
    }
  });
});
