import { DEFAULT_WARM_UP_VOLUMES, allowanceOn, warmUpDays, warmUpProblem, type WarmUpPlan } from './warm-up';

const plan: WarmUpPlan = { startsOn: '2026-03-28', volumes: [50, 100, 200] };
const on = (now: string, zone = 'Europe/Berlin') => allowanceOn(plan, zone, new Date(now));

describe('a warm-up plan', () => {
  it('allows the volume of the day, in the time zone of the workspace', () => {
    expect(on('2026-03-28T11:00:00Z')).toMatchObject({ limit: 50, day: '2026-03-28' });
    expect(on('2026-03-28T23:30:00Z')).toMatchObject({ limit: 100, day: '2026-03-29' });
    expect(on('2026-03-28T23:30:00Z', 'America/New_York')).toMatchObject({ limit: 50, day: '2026-03-28' });
  });

  it('ends the day at midnight, also when clocks change', () => {
    expect(on('2026-03-29T11:00:00Z').endsAt.toISOString()).toBe('2026-03-29T22:00:00.000Z');
    expect(on('2026-03-28T11:00:00Z').endsAt.toISOString()).toBe('2026-03-28T23:00:00.000Z');
  });

  it('holds back before its first day, and sets no limit after its last one', () => {
    expect(on('2026-01-01T11:00:00Z').limit).toBe(50);
    expect(on('2026-03-30T11:00:00Z').limit).toBe(200);
    expect(on('2026-03-31T11:00:00Z').limit).toBeNull();
    expect(allowanceOn(null, 'UTC', new Date('2026-03-28T11:00:00Z')).limit).toBeNull();
  });

  it('is shown day by day', () => {
    expect(warmUpDays(plan)).toEqual([
      { number: 1, date: '2026-03-28', limit: 50 },
      { number: 2, date: '2026-03-29', limit: 100 },
      { number: 3, date: '2026-03-30', limit: 200 },
    ]);
  });

  it.each([
    [{ startsOn: '2026-02-30', volumes: [1] }, 'startsOn'],
    [{ startsOn: 'tomorrow', volumes: [1] }, 'startsOn'],
    [{ startsOn: '2026-02-03T00:00', volumes: [1] }, 'startsOn'],
    [{ startsOn: '2026-02-03', volumes: [] }, '1 to 90 numbers'],
    [{ startsOn: '2026-02-03', volumes: Array<number>(91).fill(5) }, '1 to 90 numbers'],
    [{ startsOn: '2026-02-03', volumes: [10, 0] }, '0 is not'],
    [{ startsOn: '2026-02-03', volumes: [1.5] }, '1.5 is not'],
    [{ startsOn: '2026-02-03', volumes: [20_000_000] }, '20000000 is not'],
  ])('%j is refused', (bad, reason) => {
    expect(warmUpProblem(bad)).toContain(reason);
  });

  it('that is shipped can be used, and never sends less than the day before', () => {
    expect(warmUpProblem({ startsOn: '2026-02-03', volumes: [...DEFAULT_WARM_UP_VOLUMES] })).toBeNull();
    expect([...DEFAULT_WARM_UP_VOLUMES].sort((a, b) => a - b)).toEqual(DEFAULT_WARM_UP_VOLUMES);
  });
});
