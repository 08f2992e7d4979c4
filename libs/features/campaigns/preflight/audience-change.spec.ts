import { audienceChange } from './audience-change';

const last = (audience: number) => ({
  campaignId: '019a0000-0000-7000-8000-000000000001',
  name: 'October letter',
  audience,
  resolvedAt: new Date('2026-10-01T09:00:00Z'),
});

describe('the audience against last time', () => {
  it.each([
    [1000, 1000, 'ok'],
    [1000, 501, 'ok'],
    [1000, 499, 'warn'],
    [1000, 2000, 'ok'],
    [1000, 2001, 'warn'],
    [1000, 0, 'warn'],
    [5, 19, 'ok'],
    [5, 20, 'warn'],
  ])('was %i, is %i: %s', (before, now, level) => {
    expect(audienceChange(now, last(before))).toMatchObject([
      { id: 'audience-change', level, figures: { audience: now, before } },
    ]);
  });

  it('names the campaign and says in which direction it is far', () => {
    expect(audienceChange(10, last(1200))[0]?.sentence).toBe(
      'Far fewer than last time: “October letter” went to 1,200, the same audience.',
    );
  });

  it('is not looked at the first time', () => {
    expect(audienceChange(100, null)).toEqual([]);
  });
});
