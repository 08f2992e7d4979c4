/**
 * The value at the edge of the top or bottom `percent` of `values`; null when there are none. Twin of the
 * `percentile_disc` in the compiled rule: the smallest whole number of values that is at least the share, the same hair
 * subtracted.
 */
export function percentileThreshold(
  values: readonly number[],
  { side, percent }: { side: 'top' | 'bottom'; percent: number },
): number | null {
  const sorted = [...values].sort((a, b) => (side === 'top' ? b - a : a - b));
  const share = Math.max(0, percent / 100 - 1e-12);
  return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? null;
}
