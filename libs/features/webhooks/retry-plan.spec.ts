import { outcomeOf } from './retry-plan';

const at = new Date('2026-11-23T12:00:00Z');
const call = {
  status: 500,
  retryAfter: undefined,
  roundAttempt: 1,
  giveUpAt: new Date('2026-11-24T12:00:00Z'),
};
const secondsUntil = (outcome: ReturnType<typeof outcomeOf>) =>
  'dueAt' in outcome ? (outcome.dueAt.getTime() - at.getTime()) / 1000 : outcome.status;

describe('outcomeOf', () => {
  it.each([200, 201, 204, 299])('takes %i for delivered', (status) => {
    expect(outcomeOf({ ...call, status }, at, 0.5)).toEqual({ status: 'delivered' });
  });

  it('stops at 410, and only there', () => {
    expect(outcomeOf({ ...call, status: 410 }, at, 0.5)).toEqual({ status: 'gone' });
    for (const status of [301, 307, 400, 401, 404, 409, 429, 500, 503, null]) {
      expect(outcomeOf({ ...call, status }, at, 0.5).status).toBe('pending');
    }
  });

  it('waits longer each time, with some luck', () => {
    const pauses = [1, 2, 3, 4, 5, 6, 7, 8, 9, 20].map((roundAttempt) =>
      secondsUntil(outcomeOf({ ...call, roundAttempt }, at, 0.5)),
    );
    expect(pauses).toEqual([10, 30, 120, 600, 1800, 3600, 7200, 14_400, 14_400, 14_400]);
    expect([0, 1].map((luck) => secondsUntil(outcomeOf(call, at, luck)))).toEqual([8, 12]);
  });

  it('gives up when the next attempt would come after a day', () => {
    expect(outcomeOf({ ...call, giveUpAt: new Date(at.getTime() + 9_000) }, at, 0.5)).toEqual({
      status: 'failed',
    });
  });

  it.each([
    [429, '60', 60],
    [503, 'Mon, 23 Nov 2026 12:05:00 GMT', 300],
    [429, '999999', 3600],
    [429, '-5', 10],
    [429, 'soon', 10],
    [500, '60', 10],
  ])('heeds Retry-After of %i: %s', (status, retryAfter, seconds) => {
    expect(secondsUntil(outcomeOf({ ...call, status, retryAfter }, at, 0.5))).toBe(seconds);
  });
});
