import { logGamma, normalQuantile, normalTail, regularizedBeta, studentBothTails } from './distributions';
import { holm } from './holm';
import { compareMeans } from './means';
import {
  compareProportions,
  detectableDifference,
  differenceInterval,
  fisherExact,
  powerOfTest,
  wilsonInterval,
  type Proportion,
} from './proportions';

const of = (count: number, all: number): Proportion => ({ count, of: all });

describe('distributions', () => {
  // Abramowitz & Stegun, Handbook of Mathematical Functions, table 26.1: 1 − P(z).
  it.each([
    [0, 0.5],
    [0.5, 0.308537538725987],
    [1, 0.158655253931457],
    [1.96, 0.0249978951482204],
    [2.5, 0.00620966532577614],
    [4, 0.0000316712418331199],
    [-1, 0.841344746068543],
  ])('the normal distribution lies above %d with the chance %d', (z, chance) => {
    expect(normalTail(z)).toBeCloseTo(chance, 13);
  });

  it('keeps its precision far out, where chances are tiny', () => {
    // A&S table 26.2: −log10 of the tail at 10 is 23.11805.
    expect(-Math.log10(normalTail(10))).toBeCloseTo(23.11805, 4);
  });

  it('finds the z of a chance', () => {
    expect(normalQuantile(0.025)).toBeCloseTo(1.959963984540054, 10);
    expect(normalQuantile(0.2)).toBeCloseTo(0.8416212335729143, 10);
    expect(normalQuantile(0.9)).toBeCloseTo(-1.2815515655446004, 10);
  });

  it('knows factorials', () => {
    expect(Math.exp(logGamma(6))).toBeCloseTo(120, 9);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 11);
  });

  it('has the quantiles of Student’s table', () => {
    // A&S table 26.10, two-sided 5 %: 12.706 for 1, 2.228 for 10, 1.980 for 120 degrees of freedom.
    expect(studentBothTails(12.7062, 1)).toBeCloseTo(0.05, 5);
    expect(studentBothTails(2.22814, 10)).toBeCloseTo(0.05, 5);
    expect(studentBothTails(1.97993, 120)).toBeCloseTo(0.05, 5);
    expect(regularizedBeta(0.5, 2, 2)).toBeCloseTo(0.5, 12);
    expect([regularizedBeta(0, 1, 2), regularizedBeta(1, 1, 2)]).toEqual([0, 1]);
  });
});

describe('two proportions', () => {
  it('follow the z test: example of statsmodels’ proportions_ztest', () => {
    // 5 of 83 and 12 of 99, p = 0.159.
    expect(compareProportions(of(5, 83), of(12, 99))).toEqual({
      method: 'z',
      p: expect.closeTo(0.159, 3) as number,
    });
  });

  it('follow the z test: aspirin and heart attacks, Agresti, Categorical Data Analysis', () => {
    // 189 of 11,034 and 104 of 11,037: X² = z² = 25.01.
    const { p } = compareProportions(of(189, 11_034), of(104, 11_037));
    expect(normalQuantile(p / 2) ** 2).toBeCloseTo(25.01, 2);
  });

  it('are tested exactly where few are expected: Fisher’s tea tasting, Agresti', () => {
    expect(compareProportions(of(3, 4), of(1, 4))).toEqual({
      method: 'fisher',
      p: expect.closeTo(0.4857, 4) as number,
    });
  });

  it('are tested exactly: convictions of twins, Fisher 1962, as in the documentation of R’s fisher.test', () => {
    expect(fisherExact(of(2, 17), of(10, 13))).toBeCloseTo(0.0005367, 7);
  });

  it('do not differ where nothing happened, everything happened, or there is no base', () => {
    for (const [one, two] of [
      [of(0, 500), of(0, 500)],
      [of(500, 500), of(300, 300)],
      [of(0, 0), of(3, 10)],
      [of(0, 0), of(0, 0)],
    ] as const)
      expect(compareProportions(one, two).p).toBe(1);
  });

  it('are exact for many messages with few clicks', () => {
    const { method, p } = compareProportions(of(1, 500_000), of(8, 500_000));
    // Under "no difference" each of the nine clicks falls on either side: 2 × (1 + 9) ÷ 512.
    expect([method, p]).toEqual(['fisher', expect.closeTo(20 / 512, 4)]);
  });

  it('answer the same in either order', () => {
    expect(compareProportions(of(12, 99), of(5, 83)).p).toBe(compareProportions(of(5, 83), of(12, 99)).p);
  });
});

describe('intervals', () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('%d of %d lies between %d and %d', (count, all, low, high) => {
    const interval = wilsonInterval(of(count, all));
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  // Newcombe, Interval estimation for the difference between independent proportions, the same volume, table II, method 10.
  it.each([
    [of(56, 70), of(48, 80), 0.0524, 0.3339],
    [of(9, 10), of(3, 10), 0.1705, 0.809],
    [of(5, 56), of(0, 29), -0.0381, 0.1926],
  ])('%j less %j lies between %d and %d', (one, two, low, high) => {
    const interval = differenceInterval(one, two);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('need a base', () => {
    expect([wilsonInterval(of(0, 0)), differenceInterval(of(0, 0), of(1, 2))]).toEqual([null, null]);
  });
});

describe('what a test can show', () => {
  // Examples in the documentation of R’s power.prop.test.
  it('is as powerful as its size allows', () => {
    expect(powerOfTest(50, [0.5, 0.75], 0.05)).toBeCloseTo(0.7401659, 6);
    expect(powerOfTest(76.7, [0.5, 0.75], 0.05)).toBeCloseTo(0.9, 3);
  });

  it('finds the smallest difference', () => {
    const found = detectableDifference(50, 0.5, { significance: 0.05, power: 0.9 });
    expect(found).toBeCloseTo(0.3026, 4);
  });

  it('says when no difference would show', () => {
    expect(detectableDifference(2, 0.9, { significance: 0.05, power: 0.8 })).toBeNull();
    expect(detectableDifference(0, 0.03, { significance: 0.05, power: 0.8 })).toBeNull();
  });
});

describe('two means', () => {
  it('follow Welch’s t test: Student’s sleep data, as in the documentation of R’s t.test', () => {
    const sample = (values: number[]) => ({
      of: values.length,
      sum: values.reduce((sum, value) => sum + value, 0),
      sumOfSquares: values.reduce((sum, value) => sum + value ** 2, 0),
    });
    const one = sample([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
    const two = sample([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
    // t = −1.8608, df = 17.776, p = 0.07939.
    expect(compareMeans(one, two)).toBeCloseTo(0.07939, 5);
  });

  it('do not differ where nobody bought anything, or too few were mailed', () => {
    const nothing = { of: 100, sum: 0, sumOfSquares: 0 };
    expect(compareMeans(nothing, nothing)).toBe(1);
    expect(compareMeans({ of: 1, sum: 5, sumOfSquares: 25 }, nothing)).toBe(1);
  });
});

describe('several comparisons', () => {
  it('are adjusted by Holm’s method: the worked example with 0.01, 0.04, 0.03 and 0.005', () => {
    // Only the first and the last stay below 0.05.
    const adjusted = holm([0.01, 0.04, 0.03, 0.005]);
    [0.03, 0.06, 0.06, 0.02].forEach((p, index) => expect(adjusted[index]).toBeCloseTo(p, 12));
  });

  it('leave a single one as it is and never exceed 1', () => {
    expect(holm([0.04])).toEqual([0.04]);
    expect(holm([0.5, 0.9, 0.7])).toEqual([1, 1, 1]);
    expect(holm([])).toEqual([]);
  });
});
