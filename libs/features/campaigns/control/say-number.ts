/** `5.4 %`, `0.32 %`. */
export function sayPercent(percent: number): string {
  return `${Number(percent.toFixed(percent < 1 ? 2 : 1))} %`;
}

/** `12,500`. */
export function sayCount(count: number): string {
  return count.toLocaleString('en');
}
