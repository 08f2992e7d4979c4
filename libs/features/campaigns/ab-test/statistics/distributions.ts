/** Terms after which series and continued fractions stop; they converge in far fewer. */
const MAX_TERMS = 1_000;
const PRECISION = 1e-15;
/** Stands for zero in a continued fraction, which must not divide by it (Lentz's method). */
const TINY = 1e-300;

/** ln Γ(x) for x > 0, to about 12 digits: Stirling's series (DLMF 5.11.1), moved up to where it is exact enough. */
export function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < 15; y += 1) shift += Math.log(y);
  const series = 1 / (12 * y) - 1 / (360 * y ** 3) + 1 / (1260 * y ** 5) - 1 / (1680 * y ** 7);
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
}

/** Chance that a standard normal value lies above z. */
export function normalTail(z: number): number {
  if (z < 0) return 1 - normalTail(-z);
  // Q(1/2, z²/2) / 2, the upper incomplete gamma function: DLMF 7.11.2.
  const x = (z * z) / 2;
  return z < 2 ? 0.5 - gammaSeries(x) / 2 : gammaFraction(x) / 2;
}

/** The z above which a standard normal value lies with the chance `tail`, 0 < tail < 1. */
export function normalQuantile(tail: number): number {
  let [low, high] = [-40, 40];
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (normalTail(middle) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Chance that a value of Student's t distribution lies at least as far from 0 as t, on either side. */
export function studentBothTails(t: number, degrees: number): number {
  return regularizedBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** I_x(a, b), the regularized incomplete beta function: continued fraction of DLMF 8.17.22. */
export function regularizedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - regularizedBeta(1 - x, b, a);
  const front =
    a * Math.log(x) + b * Math.log(1 - x) + logGamma(a + b) - logGamma(a) - logGamma(b) - Math.log(a);
  const numerator = (term: number): number => {
    const m = Math.floor(term / 2);
    if (term % 2 === 0) return (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    return (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  };
  return Math.exp(front) / continuedFraction({ first: 1, numerator, denominator: () => 1 });
}

/** P(1/2, x): DLMF 8.11.4. */
function gammaSeries(x: number): number {
  let term = 1 / 0.5;
  let sum = term;
  for (let n = 1; n < MAX_TERMS && term > sum * PRECISION; n += 1) {
    term *= x / (0.5 + n);
    sum += term;
  }
  return sum * Math.sqrt(x) * Math.exp(-x - logGamma(0.5));
}

/** Q(1/2, x): DLMF 8.9.2. */
function gammaFraction(x: number): number {
  const fraction = continuedFraction({
    first: x + 0.5,
    numerator: (n) => -n * (n - 0.5),
    denominator: (n) => x + 2 * n + 0.5,
  });
  return (Math.sqrt(x) * Math.exp(-x - logGamma(0.5))) / fraction;
}

/** first + n₁/(d₁ + n₂/(d₂ + …)), by the modified method of Lentz. */
function continuedFraction(of: {
  first: number;
  numerator: (term: number) => number;
  denominator: (term: number) => number;
}): number {
  let result = of.first || TINY;
  let c = result;
  let d = 0;
  for (let term = 1; term < MAX_TERMS; term += 1) {
    d = 1 / (of.denominator(term) + of.numerator(term) * d || TINY);
    c = of.denominator(term) + of.numerator(term) / c || TINY;
    result *= c * d;
    if (Math.abs(c * d - 1) < PRECISION) break;
  }
  return result;
}
