import { planTest, type PlanFacts } from './ab-test-plan';

const facts = (change: Partial<PlanFacts> = {}): PlanFacts => ({
  testPercent: 20,
  metric: 'clicks',
  minimumSample: 100,
  variants: 2,
  differences: ['subject'],
  audience: 50_000,
  baseRate: null,
  ...change,
});

describe('the plan of a test', () => {
  it('says how many people there are and which difference they would show', () => {
    const plan = planTest(facts());
    expect(plan).toMatchObject({
      audience: 50_000,
      perVariant: 5_000,
      rest: 40_000,
      baseRate: 0.03,
      warnings: [],
    });
    // By hand, with z = 1.96 and 0.84: (1.96 + 0.84)² × (0.03 × 0.97 + 0.04 × 0.96) ÷ 0.01² ≈ 5,292 for one point.
    expect(plan.detectableDifference).toBeGreaterThan(0.0099);
    expect(plan.detectableDifference).toBeLessThan(0.0106);
    expect(plan.sentence).toContain('A rise from 3.0 % to 4.0 % would be seen in four of five tests');
  });

  it('needs more for more variants', () => {
    const two = planTest(facts({ testPercent: 40 }));
    const four = planTest(facts({ testPercent: 80, variants: 4 }));
    expect(four.perVariant).toBe(two.perVariant);
    expect(four.detectableDifference ?? 0).toBeGreaterThan(two.detectableDifference ?? 1);
  });

  it('warns of a share too small for the audience, with the remedy', () => {
    expect(planTest(facts({ audience: 300 })).warnings).toEqual([
      'About 30 people per variant are fewer than the minimum sample of 100: no difference will be called significant. Raise testPercent or choose a larger audience.',
    ]);
    expect(planTest(facts({ audience: 2_500, variants: 3 })).warnings).toEqual([
      'Only a variant more than twice as good would be noticed. Raise testPercent, use fewer variants, or choose a larger audience.',
    ]);
    expect(planTest(facts({ audience: 10, baseRate: 0.9 })).sentence).toContain(
      'Too few to show any difference',
    );
  });

  it('warns when variants differ in several things', () => {
    expect(planTest(facts({ differences: ['subject', 'sender'] })).warnings).toEqual([
      'The variants differ in subject and sender: the report will not tell which of these made the difference.',
    ]);
  });

  it('does not pretend to know what cannot be known', () => {
    expect(planTest(facts({ audience: null }))).toMatchObject({
      perVariant: null,
      rest: null,
      detectableDifference: null,
    });
    expect(planTest(facts({ metric: 'revenue' }))).toMatchObject({
      baseRate: null,
      detectableDifference: null,
      warnings: [],
    });
  });
});
