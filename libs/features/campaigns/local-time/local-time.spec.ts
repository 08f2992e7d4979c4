import { firstMoment, localTimesOf, readLocalTime, type ZoneInstant } from './local-time';

const now = new Date('2026-12-01T06:00:00Z');
const at = (zone: string, utc: string, raw = zone): ZoneInstant => ({
  raw,
  zone,
  isKnown: raw === zone || raw.toLowerCase() === zone.toLowerCase(),
  at: new Date(`2026-12-01T${utc}:00Z`),
});
const kathmandu = at('Asia/Kathmandu', '03:15');
const lisbon = at('Europe/Lisbon', '09:00');
const spelled = at('Europe/Lisbon', '09:00', 'europe/lisbon');
const none = at('Europe/Lisbon', '09:00', '');
const lima = at('America/Lima', '14:00');

describe('a local time', () => {
  it.each(['2026-12-01T09:00', '2028-02-29T23:59'])('is read: %s', (text) => {
    expect(readLocalTime(text)).toBe(text);
  });

  it.each([
    '2026-12-01T09:00Z',
    '2026-12-01T09:00+01:00',
    '2026-12-01T09:00:30',
    '2026-12-01 09:00',
    '2026-02-29T09:00',
    '2026-12-01T24:00',
    '2026-13-01T09:00',
    '',
  ])('is refused: %s', (text) => {
    expect(() => readLocalTime(text)).toThrow('2026-12-01T09:00');
  });
});

describe('people by zone', () => {
  it('are counted once per zone however it is spelled, and apart without one', () => {
    const counts = new Map([
      ['Europe/Lisbon', 5],
      ['europe/lisbon', 2],
      ['', 3],
      ['Asia/Kathmandu', 7],
    ]);
    const instants = [lisbon, spelled, none, kathmandu, lima];
    expect(localTimesOf('2026-12-01T09:00', { instants, counts, now })).toEqual({
      localTime: '2026-12-01T09:00',
      zones: [
        { zone: 'Asia/Kathmandu', at: kathmandu.at, contacts: 7, unknown: 0, hasPassed: true },
        { zone: 'Europe/Lisbon', at: lisbon.at, contacts: 10, unknown: 3, hasPassed: false },
      ],
      contacts: 17,
      unknownContacts: 3,
      passedContacts: 7,
    });
  });
});

describe('the audience is fixed', () => {
  const moment = (audience: ZoneInstant[], everywhere: ZoneInstant[]): Date | null => {
    const counts = new Map(audience.map(({ raw }) => [raw, 1]));
    const times = localTimesOf('2026-12-01T09:00', { instants: audience, counts, now });
    return firstMoment(times, { everywhere, now });
  };

  it('when the time comes in the first zone of the workspace', () => {
    expect(moment([lima], [lima, lisbon])).toEqual(lisbon.at);
  });

  it('at once when it is too late for somebody in it, but not for somebody who is not', () => {
    expect(moment([kathmandu, lima], [kathmandu, lisbon, lima])).toEqual(now);
    expect(moment([lima], [kathmandu, lima])).toEqual(lima.at);
  });

  it('never when the time is over for everybody', () => {
    expect(moment([kathmandu], [kathmandu, lima])).toBeNull();
    expect(moment([], [kathmandu])).toBeNull();
    expect(moment([], [kathmandu, lima])).toEqual(lima.at);
  });
});
