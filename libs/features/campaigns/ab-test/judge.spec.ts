import { chooseWinner, judge } from './judge';
import type { VariantFigures, VerdictRules } from './verdict';
import { VARIANT_KEYS } from './variant';

const rules = (change: Partial<VerdictRules> = {}): VerdictRules => ({
  metric: 'clicks',
  minimumSample: 100,
  guardsUnsubscribes: true,
  currency: 'EUR',
  ...change,
});

/** Variants a, b, … with these figures; nothing happened where nothing is said. */
const variants = (...changes: Partial<VariantFigures>[]): VariantFigures[] =>
  changes.map((change, index) => ({
    key: VARIANT_KEYS[index] ?? 'a',
    isExcluded: false,
    delivered: 1_000,
    trackableDelivered: 500,
    openers: 0,
    clickers: 0,
    buyers: 0,
    revenue: 0,
    revenueSquares: 0,
    unwanted: 0,
    ...change,
  }));

describe('the verdict on a test', () => {
  it('names the leader, the rates and how sure it is', () => {
    const verdict = judge(rules(), variants({ clickers: 31 }, { clickers: 52 }));
    // By hand: p = 83/2000 = 0.0415, error = √(0.0415 × 0.9585 × 2/1000) = 0.0089195, z = 0.021/0.0089195 = 2.3544.
    expect(verdict).toMatchObject({ leader: 'b', isClear: true, decisive: { method: 'z' } });
    expect(verdict.decisive?.p).toBeCloseTo(0.01855, 4);
    expect(verdict.sentence).toBe(
      'B leads with a click rate of 5.2 % against 3.1 % of A; the difference is significant (p = 0.019).',
    );
    expect(verdict.standings[1]?.lift).toBeCloseTo(21 / 31, 10);
    expect(chooseWinner(verdict, 'wait')).toEqual({
      winner: 'b',
      reason: `${verdict.sentence} B wins.`,
    });
  });

  it('calls a small difference what it is, and follows the rule for it', () => {
    const verdict = judge(rules(), variants({ clickers: 31 }, { clickers: 38 }));
    expect(verdict).toMatchObject({ leader: 'b', isClear: false });
    expect(verdict.sentence).toContain('the difference is not significant (p = 0.39)');
    expect(chooseWinner(verdict, 'leader').winner).toBe('b');
    expect(chooseWinner(verdict, 'original').winner).toBe('a');
    expect(chooseWinner(verdict, 'wait').winner).toBeNull();
  });

  it('adjusts for several variants: what would be significant alone no longer is', () => {
    const two = judge(rules(), variants({ clickers: 31 }, { clickers: 52 }));
    const four = judge(
      rules(),
      variants({ clickers: 31 }, { clickers: 52 }, { clickers: 40 }, { clickers: 38 }),
    );
    expect([two.isClear, four.isClear]).toEqual([true, false]);
    expect(four.comparisons).toHaveLength(6);
    const first = four.comparisons[0];
    expect(first?.adjustedP).toBeCloseTo(6 * (first?.p ?? 0), 10);
    // The leader is compared with whoever is hardest to tell from it.
    expect(four.decisive).toMatchObject({ one: 'b', two: 'c' });
  });

  it('of equal ones the earliest letter leads, and that is no significance', () => {
    const verdict = judge(rules(), variants({ clickers: 10 }, { clickers: 20 }, { clickers: 20 }));
    expect(verdict.leader).toBe('b');
    expect(verdict.isClear).toBe(false);
    expect(verdict.sentence).toBe('B and C are level, with a click rate of 2.0 %.');
    const nobody = judge(rules(), variants({}, {}));
    expect(chooseWinner(nobody, 'leader').winner).toBe('a');
    expect(chooseWinner(nobody, 'wait').winner).toBeNull();
  });

  it('calls nothing significant with fewer messages than asked for', () => {
    const few = variants({ delivered: 40, clickers: 0 }, { delivered: 44, clickers: 20 });
    const verdict = judge(rules(), few);
    expect(verdict).toMatchObject({ leader: 'b', isClear: false, tooSmall: ['a', 'b'] });
    expect(verdict.sentence).toContain('too few messages to tell: A and B have fewer than 100.');
    expect(judge(rules({ minimumSample: 40 }), few).isClear).toBe(true);
  });

  it('needs a person when nothing was delivered, whatever the rule', () => {
    const verdict = judge(rules(), variants({ delivered: 0 }, { delivered: 0 }));
    expect(verdict.leader).toBeNull();
    for (const rule of ['leader', 'original', 'wait'] as const)
      expect(chooseWinner(verdict, rule).winner).toBeNull();
  });

  it('lets nobody win whom significantly more people unsubscribed from, unless told not to look', () => {
    const figures = variants({ clickers: 31, unwanted: 2 }, { clickers: 80, unwanted: 25 });
    const guarded = judge(rules(), figures);
    expect(guarded).toMatchObject({ leader: 'a', isClear: true });
    expect(guarded.standings.map(({ barred }) => barred)).toEqual([null, 'unwanted']);
    expect(guarded.sentence).toContain('B cannot win: significantly more people unsubscribed or complained.');
    expect(judge(rules({ guardsUnsubscribes: false }), figures).leader).toBe('b');
    // Five against two may be chance.
    expect(judge(rules(), variants({ unwanted: 2 }, { clickers: 80, unwanted: 5 })).leader).toBe('b');
  });

  it('leaves out what was excluded by hand', () => {
    const figures = variants({ clickers: 20 }, { clickers: 90, isExcluded: true }, { clickers: 50 });
    const verdict = judge(rules(), figures);
    expect(verdict).toMatchObject({ leader: 'c', isClear: true });
    expect(verdict.comparisons).toHaveLength(1);
    expect(verdict.standings[1]).toMatchObject({ barred: 'excluded', score: 0.09 });
    // Where 'a' itself is out, the rule "original" cannot choose it.
    const without = judge(rules(), variants({ isExcluded: true }, { clickers: 20 }, { clickers: 21 }));
    expect(chooseWinner(without, 'original').winner).toBe('c');
    const last = judge(rules(), variants({ isExcluded: true }, { clickers: 1 }));
    expect(last).toMatchObject({ leader: 'b', isClear: true });
  });

  it('measures opens among those who agreed to tracking, on both sides', () => {
    const verdict = judge(
      rules({ metric: 'opens' }),
      variants({ trackableDelivered: 400, openers: 100 }, { trackableDelivered: 500, openers: 100 }),
    );
    expect(verdict.standings.map(({ score }) => score)).toEqual([0.25, 0.2]);
    expect(verdict.sentence).toContain('an open rate of 25.0 % against 20.0 % of B');
  });

  it('measures buyers, and what they paid', () => {
    const figures = variants(
      { buyers: 10, revenue: 200, revenueSquares: 4_000 },
      { buyers: 9, revenue: 900, revenueSquares: 90_000 },
    );
    expect(judge(rules({ metric: 'conversions' }), figures).leader).toBe('a');
    const revenue = judge(rules({ metric: 'revenue' }), figures);
    expect(revenue).toMatchObject({ leader: 'b', decisive: { method: 'welch', interval: null } });
    expect(revenue.sentence).toContain(
      'B leads with a revenue per message of EUR 0.90 against EUR 0.20 of A',
    );
  });
});
