import { MessageIdSequence } from './message-id-sequence';

describe('MessageIdSequence', () => {
  const now = new Date('2026-03-01T10:00:00Z');

  it('sorts in order of arrival, also within one millisecond', () => {
    const ids = new MessageIdSequence();
    const given = Array.from({ length: 2_000 }, () => ids.next(now));
    expect([...given].sort()).toEqual(given);
    expect(new Set(given).size).toBe(2_000);
    expect(given.every((id) => /^[0-9a-z]{10}$/.test(id))).toBe(true);
  });

  it('goes on after the last id when the clock was set back', () => {
    const last = new MessageIdSequence().next(now);
    const next = new MessageIdSequence(last).next(new Date('2020-01-01T00:00:00Z'));
    expect(next > last).toBe(true);
  });
});
