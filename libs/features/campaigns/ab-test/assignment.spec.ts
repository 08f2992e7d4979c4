import { randomUUID } from 'node:crypto';
import { assignedVariant, placeInTest, type AssignmentRule } from './assignment';

/** Chi-square of counts against what equal chances would give. */
function chiSquare(counts: number[], expected: number[]): number {
  return counts.reduce((sum, count, index) => {
    const wanted = expected[index] as number;
    return sum + (count - wanted) ** 2 / wanted;
  }, 0);
}

/** Ids are drawn from a fixed sequence, so that the test never fails by chance. */
function contactIds(number: number): string[] {
  return Array.from(
    { length: number },
    (_, index) => `01930000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`,
  );
}

const CAMPAIGN = '01931111-2222-7333-8444-555566667777';
const count = (rule: AssignmentRule, ids: string[]) => {
  const counts: Record<string, number> = { a: 0, b: 0, c: 0, d: 0, rest: 0 };
  for (const id of ids) {
    const group = assignedVariant(rule, id) ?? 'rest';
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return counts;
};

describe('assignment to variants', () => {
  it('gives a contact of a campaign the same place always', () => {
    expect(placeInTest(CAMPAIGN, CAMPAIGN)).toBe(placeInTest(CAMPAIGN, CAMPAIGN));
    // Fixed for good, since an update must not shuffle a test under way: the first 8 digits that md5sum gives.
    expect(placeInTest(CAMPAIGN, '01930000-0000-7000-8000-000000000001')).toBe(0x980a665d);
  });

  it('divides thousands of consecutive ids evenly: chi-square below its 99.9 % point', () => {
    const ids = contactIds(40_000);
    const rule = { campaignId: CAMPAIGN, testPercent: 40, variants: 4 };
    const { a, b, c, d, rest } = count(rule, ids) as Record<'a' | 'b' | 'c' | 'd' | 'rest', number>;
    // 4 degrees of freedom: 18.47.
    expect(chiSquare([a, b, c, d, rest], [4_000, 4_000, 4_000, 4_000, 24_000])).toBeLessThan(18.47);
  });

  it('is independent of the assignment in another campaign', () => {
    const ids = contactIds(20_000);
    const [one, two] = [CAMPAIGN, randomUUID()].map((campaignId) => ({
      campaignId,
      testPercent: 100,
      variants: 2,
    })) as [AssignmentRule, AssignmentRule];
    const both: Record<string, number> = {};
    for (const id of ids) {
      const pair = `${assignedVariant(one, id)}${assignedVariant(two, id)}`;
      both[pair] = (both[pair] ?? 0) + 1;
    }
    // 3 degrees of freedom, one in a million: 30.66. The other campaign's id is a fresh one each time.
    expect(Object.keys(both).sort()).toEqual(['aa', 'ab', 'ba', 'bb']);
    expect(chiSquare(Object.values(both), [5_000, 5_000, 5_000, 5_000])).toBeLessThan(30.66);
  });

  it('leaves nobody to the rest when everybody takes part', () => {
    for (const variants of [2, 3, 4]) {
      const counts = count({ campaignId: CAMPAIGN, testPercent: 100, variants }, contactIds(3_000));
      expect(counts['rest']).toBe(0);
      expect(Object.values(counts).filter((number) => number > 0)).toHaveLength(variants);
    }
  });
});
