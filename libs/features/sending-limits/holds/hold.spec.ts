import fc from 'fast-check';
import {
  eased,
  gateAt,
  LONGEST_HOLD_MS,
  sayHold,
  struck,
  type HoldState,
  type HoldTarget,
  type Strike,
} from './hold';

const T = Date.UTC(2026, 10, 6, 14, 0, 0);
const at = (seconds: number): Date => new Date(T + seconds * 1000);

const aStrike = (seconds: number, strike: Partial<Strike> = {}): Strike => ({
  kind: 'provider',
  cause: 'rate',
  reply: '421 4.7.28 Too much.',
  witnesses: 5,
  random: 0.5,
  at: at(seconds),
  ...strike,
});

const heldFor = (state: HoldState | null): number =>
  (state!.heldUntil!.getTime() - state!.struckAt.getTime()) / 1000;

/** Struck, waited for, struck again: how long each hold is. */
function delays(count: number, strike: Partial<Strike>): number[] {
  let state: HoldState | null = null;
  return Array.from({ length: count }, () => {
    const now: number = state ? (state.heldUntil!.getTime() - T) / 1000 : 0;
    state = struck(state, aStrike(now, strike));
    return heldFor(state);
  });
}

describe('a hold', () => {
  it('doubles from strike to strike up to a quarter of an hour', () => {
    expect(delays(7, { cause: 'rate' })).toEqual([30, 60, 120, 240, 480, 900, 900]);
    expect(delays(11, { cause: 'unreachable' })).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
    expect(delays(5, { cause: 'sign-in', witnesses: 1 })).toEqual([60, 120, 240, 480, 900]);
  });

  it('stays short where a single message may be to blame', () => {
    expect(delays(6, { cause: 'busy', witnesses: 1 })).toEqual([2, 4, 8, 15, 15, 15]);
  });

  it('is shorter or longer by up to a fifth, so that not everything is tried again at once', () => {
    expect(heldFor(struck(null, aStrike(0, { random: 0 })))).toBe(24);
    expect(heldFor(struck(null, aStrike(0, { random: 0.999_999 })))).toBeCloseTo(36, 3);
  });

  it('is not made longer by what was on its way when it began', () => {
    const state = struck(null, aStrike(0));
    expect(struck(state, aStrike(29))).toBeNull();
    expect(eased(state, at(29), 'provider')).toBeNull();
  });

  it('lets one group find out when it ends, and the next one when that does not come back', () => {
    const state = struck(null, aStrike(0))!;
    expect(gateAt(state, at(29))).toEqual({ is: 'closed', until: at(30) });
    expect(gateAt(state, at(30))).toEqual({ is: 'probe' });
    const probing = { ...state, probeUntil: at(60) };
    expect(gateAt(probing, at(31))).toEqual({ is: 'closed', until: at(33) });
    expect(gateAt(probing, at(59))).toEqual({ is: 'closed', until: at(60) });
    expect(gateAt(probing, at(60))).toEqual({ is: 'probe' });
  });

  it('is lifted by success, remembers its strikes for a while and forgets them one by one', () => {
    let state: HoldState | null = null;
    for (const seconds of [0, 30, 90]) state = struck(state, aStrike(seconds));
    const lifted = eased(state, at(300), 'provider')!;
    expect(gateAt(lifted, at(300))).toEqual({ is: 'open' });
    expect(eased(lifted, at(301), 'provider')).toBeNull();
    expect(struck(lifted, aStrike(310))).toMatchObject({ strikes: 4, since: at(0) });
    expect(struck(lifted, aStrike(300 + 2 * 300))).toMatchObject({ strikes: 2, since: at(0) });
    expect(struck(lifted, aStrike(300 + 3 * 300))).toMatchObject({ strikes: 1, since: at(1200) });
  });

  it('does not grow because a clock was put back', () => {
    const lifted = { ...struck(null, aStrike(0))!, heldUntil: null, liftedAt: at(5_000) };
    expect(struck(lifted, aStrike(0))).toMatchObject({ strikes: 2 });
  });

  it('always ends, and never lasts longer than a quarter of an hour, whatever happens', () => {
    const happenings = fc.array(
      fc.record({
        wait: fc.integer({ min: 0, max: 2_000 }),
        isTrouble: fc.boolean(),
        random: fc.double({ min: 0, max: 0.999, noNaN: true }),
        cause: fc.constantFrom('rate', 'busy', 'sign-in', 'unreachable' as const),
      }),
    );
    fc.assert(
      fc.property(happenings, (list) => {
        let state: HoldState | null = null;
        let now = 0;
        for (const { wait, isTrouble, random, cause } of list) {
          now += wait;
          const next: HoldState | null = isTrouble
            ? struck(state, aStrike(now, { random, cause }))
            : eased(state, at(now), 'provider');
          state = next ?? state;
          if (!state?.heldUntil) continue;
          const gate = gateAt(state, at(now));
          if (gate.is === 'closed') expect(gate.until.getTime()).toBeGreaterThan(at(now).getTime());
          expect(heldFor(state)).toBeLessThanOrEqual(LONGEST_HOLD_MS / 1000);
          expect(heldFor(state)).toBeGreaterThan(0);
          expect(gateAt(state, new Date(at(now).getTime() + LONGEST_HOLD_MS))).toEqual({ is: 'probe' });
        }
      }),
    );
  });
});

/** A server that goes well but for a refusal after every so many seconds of going well, for four hours. */
function partHeld(cause: Strike['cause'], wellForSeconds: number): number {
  let state: HoldState | null = null;
  let now = 0;
  let held = 0;
  while (now < 4 * 3600) {
    state = struck(state, aStrike(now, { cause, kind: 'server' }))!;
    const seconds = heldFor(state);
    held += seconds;
    now += seconds + 0.5;
    // Whoever finds out gets through at once.
    state = eased(state, at(now), 'server')!;
    now += wellForSeconds;
  }
  return held / now;
}

describe('a server that takes mail', () => {
  it.each([
    ['busy', 10],
    ['busy', 60],
    ['busy', 600],
    ['unreachable', 10],
    ['unreachable', 600],
    ['rate', 1_000],
  ] as const)('is held for a few percent of the time at most by "%s" every %i seconds', (cause, seconds) => {
    expect(partHeld(cause, seconds)).toBeLessThan(0.035);
  });

  it('is not held longer and longer by trouble that a success ends each time', () => {
    expect(partHeld('rate', 30)).toBeLessThan(0.5);
  });

  it('forgets half of its strikes and one with each success; a password or a provider forgets with time only', () => {
    const strikesAfter = (kind: Strike['kind'], cause: Strike['cause']) => {
      const state = { ...struck(null, aStrike(0, { kind, cause }))!, strikes: 11 };
      return eased(state, at(900), kind)!.strikes;
    };
    expect(strikesAfter('server', 'busy')).toBe(5);
    expect(strikesAfter('server', 'sign-in')).toBe(11);
    expect(strikesAfter('provider', 'rate')).toBe(11);
  });

  it('and then is down is held longer each time, up to a quarter of an hour', () => {
    let state: HoldState | null = struck(null, aStrike(0, { cause: 'busy', kind: 'server' }));
    state = eased(state, at(4), 'server');
    let now = 44;
    const holds = Array.from({ length: 12 }, () => {
      state = struck(state, aStrike(now, { cause: 'unreachable', kind: 'server' }))!;
      now += heldFor(state);
      return heldFor(state);
    });
    expect(holds).toEqual([1, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]);
  });
});

describe('in words', () => {
  const target: HoldTarget = {
    kind: 'provider',
    scope: 'x',
    workspaceId: 'w',
    serverId: 's1',
    serverLabel: 'mail.example.com:587',
    provider: 'gmail',
    domain: null,
  };
  const say = (over: Partial<HoldTarget>, strike: Partial<Strike> = {}, zone?: string) =>
    sayHold({ ...target, ...over, ...struck(null, aStrike(0, strike))! }, at(1), zone);

  it('says who says what, and when it is tried again', () => {
    expect(say({}, { reply: '421 4.7.28 Gmail has detected an unusual rate.' })).toBe(
      'Gmail asks us to slow down: 421 4.7.28 Gmail has detected an unusual rate; next try at 14:00 UTC.',
    );
    expect(say({}, { cause: 'policy' }, 'Europe/Lisbon')).toContain('Gmail puts our mail off');
    expect(say({ provider: 'acme.example' }, {}, 'Asia/Tokyo')).toBe(
      'acme.example asks us to slow down: 421 4.7.28 Too much; next try at 23:00 (Asia/Tokyo).',
    );
    const server = { kind: 'server', provider: null } as const;
    expect(say(server, { cause: 'unreachable', reply: 'connect ECONNREFUSED' })).toBe(
      'The mail server mail.example.com:587 cannot be reached: connect ECONNREFUSED; next try at 14:00 UTC.',
    );
    expect(say(server, { cause: 'sign-in', reply: '535 no' })).toContain('Check user name, password');
    const domain = { kind: 'domain', domain: 'news.example' } as const;
    expect(say(domain, { cause: 'authentication' })).toContain('Gmail doubts mail from news.example: ');
    expect(say({ ...domain, provider: null }, { cause: 'sender-refused' })).toContain(
      'The mail server mail.example.com:587 does not take mail from news.example: ',
    );
  });

  it('tells nobody which domains others write to through a server that all share', () => {
    const shared = { workspaceId: null, serverId: 'default' };
    const reply = '450 4.7.0 acme.example: too much mail for mx.acme.example';
    expect(say({ ...shared, provider: 'acme.example' }, { reply })).toBe(
      'One recipient domain asks us to slow down; next try at 14:00 UTC.',
    );
    expect(say({ ...shared, provider: 'gmail' }, { reply })).toBe(
      'Gmail asks us to slow down: 450 4.7.0 …: too much mail for …; next try at 14:00 UTC.',
    );
    expect(say({ ...shared, provider: null, kind: 'server' }, { reply })).not.toContain('acme');
    let state: HoldState | null = null;
    for (const seconds of [0, 30, 90, 210, 450]) state = struck(state, aStrike(seconds));
    expect(sayHold({ ...target, ...shared, provider: 'acme.example', ...state! }, at(451))).toMatch(
      /5 times in a row\. Check complaints, bounces and the age of the addresses\.$/,
    );
  });

  it('says since when and what to look at once it is no passing trouble', () => {
    let state: HoldState | null = null;
    for (const seconds of [0, 30, 90, 210, 450]) state = struck(state, aStrike(seconds));
    expect(sayHold({ ...target, ...state! }, at(451))).toBe(
      'Gmail asks us to slow down: 421 4.7.28 Too much; next try at 14:15 UTC. ' +
        'This has gone on since 14:00 UTC, 5 times in a row. ' +
        'Set lower limits for Gmail, and check complaints, bounces and the age of the addresses.',
    );
    expect(sayHold({ ...target, ...state! }, at(5_000))).toContain('the next message to go finds out');
  });
});
