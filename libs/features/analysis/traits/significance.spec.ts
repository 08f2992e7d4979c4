import { chanceOf, logLikelihood } from './significance';

describe('log-likelihood ratio', () => {
  it('is 2 Σ O ln(O/E): 30 of 100 against 10 of 100', () => {
    // Expected 20 and 80 in both: 2 × (30 ln 1.5 + 10 ln 0.5 + 70 ln 0.875 + 90 ln 1.125)
    const sides = { inside: 30, segmentSize: 100, outside: 10, othersSize: 100 };
    expect(logLikelihood(sides)).toBeCloseTo(12.9715, 4);
  });

  it('is 0 without a difference, and where there is nobody to compare with', () => {
    expect(logLikelihood({ inside: 5, segmentSize: 50, outside: 10, othersSize: 100 })).toBeCloseTo(0, 10);
    expect(logLikelihood({ inside: 5, segmentSize: 5, outside: 0, othersSize: 0 })).toBe(0);
  });

  it('takes values that one side has not at all, or always', () => {
    expect(logLikelihood({ inside: 10, segmentSize: 10, outside: 0, othersSize: 10 })).toBeCloseTo(
      40 * Math.log(2),
      10,
    );
  });
});

it('knows the quantiles of chi square with one degree of freedom', () => {
  expect(chanceOf(0)).toBeCloseTo(1, 6);
  expect(chanceOf(3.841459)).toBeCloseTo(0.05, 6);
  expect(chanceOf(6.634897)).toBeCloseTo(0.01, 6);
  expect(chanceOf(5000)).toBeLessThan(1e-300);
});
