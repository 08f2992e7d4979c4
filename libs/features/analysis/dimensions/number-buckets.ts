import type { NumberBuckets } from './bucket-dimensions';
import { MAX_VALUES, type NumberSpread } from './number-spread.repository';

/**
 * Up to twelve different whole numbers are shown one by one. More of them, or fractions, are divided into fifths of those who
 * have a value; the edges are rounded to two digits, because "200 to under 500" says more than "197.3 to under 512.08".
 */
export function bucketsOf({ values, fifths }: NumberSpread): NumberBuckets {
  const isFew = values.length <= MAX_VALUES && values.every((value) => Number.isSafeInteger(value));
  if (isFew) return { how: 'values', values };
  const rounded = fifths.map((edge) => Number(edge.toPrecision(2)));
  return { how: 'edges', edges: [...new Set(rounded)].sort((a, b) => a - b) };
}
