import { bucketsOf, foldDays, readReportPeriod, sumDays } from './report-period';

const NOW = new Date('2026-11-18T23:30:00Z');
const berlin = { now: NOW, zone: 'Europe/Berlin' };

describe('period of a report', () => {
  it('ends today in the zone of the workspace, and compares with as many days before', () => {
    const { firstDay, lastDay, per, before } = readReportPeriod({}, berlin);
    // It is 19 November in Berlin already.
    expect([firstDay, lastDay, per]).toEqual(['2026-10-21', '2026-11-19', 'day']);
    expect([before.firstDay, before.lastDay]).toEqual(['2026-09-21', '2026-10-20']);
  });

  it('begins and ends at midnight there, on the days when clocks change too', () => {
    const { from, to } = readReportPeriod({ from: '2026-03-29', to: '2026-03-29' }, berlin);
    expect([from.toISOString(), to.toISOString()]).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ]);
  });

  it.each([
    [{ from: '2026-05-02', to: '2026-05-01' }, 'from must not lie after to.'],
    [{ from: '2026-02-30' }, 'Expected a day'],
    [{ from: '2026-05-01T10:00:00Z' }, 'Expected a day'],
    [{ from: '2020-01-01', to: '2026-01-01' }, 'at most 1830 days'],
    [{ from: '2025-01-01', to: '2026-06-01', per: 'day' as const }, 'at most 400 days'],
  ])('refuses %j', (input, message) => {
    expect(() => readReportPeriod(input, berlin)).toThrow(message);
  });

  it('divides into weeks from Monday and months, cut at its ends, and adds days up without losing one', () => {
    const period = { firstDay: '2026-09-30', lastDay: '2026-10-06' };
    expect(bucketsOf({ ...period, per: 'week' })).toEqual([
      { firstDay: '2026-09-30', lastDay: '2026-10-04' },
      { firstDay: '2026-10-05', lastDay: '2026-10-06' },
    ]);
    const months = bucketsOf({ ...period, per: 'month' });
    const days = ['2026-09-29', '2026-09-30', '2026-10-01', '2026-10-06', '2026-10-07'].map((day) => ({
      day,
      n: 1,
    }));
    expect(foldDays(days, months, { n: 0 }).map(({ firstDay, n }) => [firstDay, n])).toEqual([
      ['2026-09-30', 1],
      ['2026-10-01', 2],
    ]);
    expect(sumDays(days, period, { n: 0 })).toEqual({ n: 3 });
  });
});
