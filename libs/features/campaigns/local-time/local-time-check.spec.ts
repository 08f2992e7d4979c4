import { localTimesFrom, type ZoneCount } from './local-time';
import { localTimeCheck } from './local-time-check';

const zone = (name: string, contacts: number, more: Partial<ZoneCount> = {}): ZoneCount => ({
  zone: name,
  at: new Date('2026-12-01T09:00:00Z'),
  contacts,
  unknown: 0,
  hasPassed: false,
  ...more,
});
const said = (...zones: ZoneCount[]) => localTimeCheck(localTimesFrom('2026-12-01T09:00', zones));

describe('the preflight of a local time', () => {
  it('is fine when the time is still to come everywhere', () => {
    expect(said(zone('Europe/Lisbon', 1_500, { unknown: 1 }), zone('Asia/Tokyo', 3))).toMatchObject({
      level: 'ok',
      sentence:
        '1,503 people in 2 time zones would get it on 2026-12-01 at 09:00, by their own clocks. 1 person has no known time zone and gets it at that time in Europe/Lisbon.',
    });
  });

  it('warns with how many and where when it is too late for some', () => {
    const late = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name, n) => zone(name, n + 1, { hasPassed: true }));
    expect(said(zone('Europe/Lisbon', 10), ...late)).toMatchObject({
      level: 'warn',
      sentence:
        'It is past 2026-12-01 at 09:00 already for 28 people (g 7, f 6, e 5, d 4, c 3, and 2 more zones): they get it as soon as the audience is fixed.',
      figures: { passedContacts: 28 },
    });
  });

  it('blocks when it is too late for all', () => {
    expect(said(zone('Europe/Lisbon', 10, { hasPassed: true }))).toMatchObject({ level: 'block' });
  });

  it('is fine without anybody: the audience check tells that', () => {
    expect(said()).toMatchObject({ level: 'ok' });
  });
});
