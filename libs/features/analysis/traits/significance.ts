/** How often a value occurs in two groups that share no contact. */
export interface TwoGroups {
  /** With the value, in the segment. */
  inside: number;
  segmentSize: number;
  /** With the value, among the others of the reference. */
  outside: number;
  othersSize: number;
}

/**
 * Log-likelihood ratio (G²) of "both groups have the value equally often", one degree of freedom: 2 Σ observed × ln(observed ÷
 * expected) over the four cells of contacts with and without the value. Unlike the z-test of two proportions it stays
 * usable where expected counts are small. 0 when one group is empty.
 */
export function logLikelihood({ inside, segmentSize, outside, othersSize }: TwoGroups): number {
  const all = segmentSize + othersSize;
  if (segmentSize === 0 || othersSize === 0) return 0;
  const share = (inside + outside) / all;
  const term = (observed: number, expected: number): number =>
    observed === 0 ? 0 : observed * Math.log(observed / expected);
  const sum =
    term(inside, segmentSize * share) +
    term(outside, othersSize * share) +
    term(segmentSize - inside, segmentSize * (1 - share)) +
    term(othersSize - outside, othersSize * (1 - share));
  return Math.max(0, 2 * sum);
}

/** The chance of a G² at least as large when there is no difference. */
export function chanceOf(logLikelihoodRatio: number): number {
  return complementaryError(Math.sqrt(logLikelihoodRatio / 2));
}

/** erfc for x ≥ 0, Chebyshev fit of Numerical Recipes (3rd ed., 6.2.2); relative error below 1.2e-7. */
function complementaryError(x: number): number {
  const t = 1 / (1 + x / 2);
  const coefficients = [
    -1.26551223, 1.00002368, 0.37409196, 0.09678418, -0.18628806, 0.27886807, -1.13520398, 1.48851587,
    -0.82215223, 0.17087277,
  ];
  const polynomial = coefficients.reduceRight((sum, coefficient) => sum * t + coefficient, 0);
  return t * Math.exp(-x * x + polynomial);
}
