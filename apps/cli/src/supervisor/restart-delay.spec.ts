import { restartDelay } from './restart-delay';

describe('restartDelay', () => {
  it('doubles with each early end, up to half a minute', () => {
    const delays = [0, 1, 2, 3, 4, 5, 40].map((earlyEnds) => restartDelay({ earlyEnds, ranMs: 10 }).delayMs);
    expect(delays).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  });

  it('starts anew after a long run', () => {
    expect(restartDelay({ earlyEnds: 5, ranMs: 60_000 })).toEqual({ earlyEnds: 1, delayMs: 1_000 });
  });
});
