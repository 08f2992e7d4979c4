import { nextAttemptAt, serverBackoffMs } from './retry-policy';

describe('retry policy', () => {
  const now = new Date('2026-11-23T12:00:00Z');

  it('waits longer after each attempt and gives up after the sixth', () => {
    const delays = [1, 2, 3, 4, 5].map(
      (attempt) => (nextAttemptAt(attempt, now)?.getTime() ?? 0) - now.getTime(),
    );
    expect(delays).toEqual([...delays].sort((a, b) => a - b));
    expect(new Set(delays).size).toBe(5);
    expect(nextAttemptAt(6, now)).toBeNull();
  });

  it('backs off from a server in trouble, at most one minute', () => {
    expect(serverBackoffMs(1)).toBeLessThan(serverBackoffMs(2));
    expect(serverBackoffMs(100)).toBe(60_000);
  });
});
