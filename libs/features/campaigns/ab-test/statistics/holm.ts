/**
 * p values adjusted for being several (Holm 1979): the smallest times their number, the next times one less, never falling. Whoever
 * calls what is below 0.05 significant is then wrong about *any* of them in at most 5 % of all tests.
 */
export function holm(values: readonly number[]): number[] {
  const order = values.map((_, index) => index).sort((a, b) => (values[a] as number) - (values[b] as number));
  const adjusted = new Array<number>(values.length);
  let floor = 0;
  order.forEach((index, rank) => {
    floor = Math.max(floor, Math.min(1, (values[index] as number) * (values.length - rank)));
    adjusted[index] = floor;
  });
  return adjusted;
}
