import { bounceClass } from './bounce-class';
import { nextAttemptAt, serverBackoffMs } from './retry-policy';

describe('bounceClass', () => {
  it.each([
    [550, '5.1.1', 'hard'],
    [550, '5.1.10', 'hard'],
    [550, '5.2.1', 'hard'],
    [552, '5.2.2', 'soft'],
    [550, '5.7.1', 'block'],
    [550, '5.7.515', 'block'],
    [552, '5.3.4', 'soft'],
    [550, undefined, 'hard'],
    [554, undefined, 'soft'],
  ] as const)('takes %s %s at the recipient as %s', (code, enhanced, expected) => {
    expect(bounceClass({ code, stage: 'recipient', ...(enhanced ? { enhanced } : {}) })).toBe(expected);
  });

  it('does not blame the mailbox for a message refused after DATA', () => {
    expect(bounceClass({ code: 550, stage: 'data' })).toBe('soft');
  });
});

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

  it('backs off from a server in trouble, at most five minutes', () => {
    expect(serverBackoffMs(1)).toBeLessThan(serverBackoffMs(2));
    expect(serverBackoffMs(100)).toBe(300_000);
  });
});
