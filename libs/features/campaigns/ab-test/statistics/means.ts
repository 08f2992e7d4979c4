import { studentBothTails } from './distributions';

/** Values of a group by their number, sum and sum of squares; those without a value count as 0. */
export interface Sample {
  of: number;
  sum: number;
  sumOfSquares: number;
}

/** Whether two means differ: Welch's t test, two-sided, which takes no equal spreads for granted. 1 where nothing varies. */
export function compareMeans(one: Sample, two: Sample): number {
  const [error1, error2] = [squaredError(one), squaredError(two)];
  const error = error1 + error2;
  if (!(error > 0)) return 1;
  const t = (one.sum / one.of - two.sum / two.of) / Math.sqrt(error);
  const degrees = error ** 2 / (error1 ** 2 / (one.of - 1) + error2 ** 2 / (two.of - 1));
  return studentBothTails(t, degrees);
}

/** Of the mean: variance ÷ number; not a number for fewer than two values. */
function squaredError({ of, sum, sumOfSquares }: Sample): number {
  if (of < 2) return Number.NaN;
  return Math.max(0, sumOfSquares - sum ** 2 / of) / (of - 1) / of;
}
