import { carbonOf } from './carbon';

it('is a band around the model for a gigabyte', () => {
  const { low, middle, high } = carbonOf(1e9);
  expect(low).toBeCloseTo(0.194 * 494, 6);
  expect(middle).toBeCloseTo(0.3 * 494, 6);
  expect(high).toBeCloseTo(0.81 * 442, 6);
});
