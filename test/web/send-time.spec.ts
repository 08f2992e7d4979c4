import { instantIn, wallTimeIn } from '../../apps/web/src/campaigns/send-time';

describe('the time of a campaign, as a zone’s clock shows it', () => {
  it.each([
    ['2026-12-01T09:00', 'Europe/Lisbon', '2026-12-01T09:00:00.000Z'],
    ['2026-07-01T09:00', 'Europe/Lisbon', '2026-07-01T08:00:00.000Z'],
    ['2026-12-01T09:00', 'America/New_York', '2026-12-01T14:00:00.000Z'],
    ['2026-12-01T09:00', 'Asia/Kathmandu', '2026-12-01T03:15:00.000Z'],
    ['2026-12-01T09:00', 'Pacific/Kiritimati', '2026-11-30T19:00:00.000Z'],
    ['2026-12-01T09:00', 'UTC', '2026-12-01T09:00:00.000Z'],
  ])('%s in %s is %s', (wallTime, zone, instant) => {
    expect(instantIn(wallTime, zone)?.toISOString()).toBe(instant);
    expect(wallTimeIn(new Date(instant), zone)).toBe(wallTime);
  });

  it('takes the first of an hour that comes twice', () => {
    expect(instantIn('2026-10-25T02:30', 'Europe/Berlin')?.toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  it('moves a time that is skipped by as much as the clock jumps', () => {
    const at = instantIn('2026-03-29T02:30', 'Europe/Berlin');
    expect(at && wallTimeIn(at, 'Europe/Berlin')).toBe('2026-03-29T03:30');
  });

  it('is nothing where no time was entered', () => {
    expect(instantIn('', 'Europe/Berlin')).toBeNull();
  });
});
