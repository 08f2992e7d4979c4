import { sayDuration, sayMoment } from './say-time';

const minute = 60_000;

describe('times in words', () => {
  it.each([
    [20_000, 'less than a minute'],
    [60_000, '1 minute'],
    [11.6 * minute, '12 minutes'],
    [59.9 * minute, '1 hour'],
    [62 * minute, '1 hour'],
    [128 * minute, '2 hours and 10 minutes'],
    [6.2 * 60 * minute, '6 hours'],
    [23.9 * 60 * minute, '1 day'],
    [26 * 60 * minute, '1 day and 2 hours'],
    [75 * 60 * minute, '3 days'],
  ])('%d ms is %s', (ms, words) => expect(sayDuration(ms)).toBe(words));

  it('names the day only when it is another one in that zone', () => {
    const now = new Date('2026-11-23T22:30:00Z');
    const say = (at: string, zone: string) => sayMoment(new Date(at), { now, zone });
    expect(say('2026-11-23T22:45:00Z', 'Europe/Lisbon')).toBe('22:45');
    expect(say('2026-11-23T23:30:00Z', 'Europe/Berlin')).toBe('24 November, 00:30');
    expect(say('2026-11-23T23:30:00Z', 'America/New_York')).toBe('18:30');
    expect(say('2026-11-24T10:00:00Z', 'Europe/Lisbon')).toBe('24 November, 10:00');
    expect(say('2027-01-02T10:00:00Z', 'UTC')).toBe('2 January 2027, 10:00');
  });
});
