import type { Hit } from './hit';
import { HitBuffer, MAX_WAITING_HITS, SETTLE_MS } from './hit-buffer';

const hit = (kind: Hit['kind'], at: number, link: number | null = null): Hit => ({
  kind,
  deliveryId: 'd1',
  link,
  url: null,
  occurredAt: new Date(at),
  reasons: [],
  userAgent: '',
  ip: null,
});

describe('HitBuffer', () => {
  it('gives out opens at once and clicks when they have settled', () => {
    const buffer = new HitBuffer();
    buffer.add(hit('click', 0, 0));
    buffer.add(hit('open', 10));
    expect(buffer.take(20, 10).map(({ kind }) => kind)).toEqual(['open']);
    expect(buffer.take(SETTLE_MS - 1, 10)).toEqual([]);
    expect(buffer.take(SETTLE_MS, 10)).toHaveLength(1);
    expect(buffer.size).toBe(0);
  });

  it('marks the clicks that came before a burst was one', () => {
    const buffer = new HitBuffer();
    for (const link of [0, 1, 2]) buffer.add(hit('click', link * 10, link));
    expect(buffer.take(0, 10, true).map(({ reasons }) => reasons)).toEqual([['burst'], ['burst'], ['burst']]);
  });

  it('keeps what could not be written, in order, up to its limit', () => {
    const buffer = new HitBuffer();
    buffer.add(hit('open', 1));
    const taken = buffer.take(1, 10);
    buffer.add(hit('open', 2));
    expect(buffer.putBack(taken)).toBe(0);
    expect(buffer.take(2, 1)[0]?.occurredAt.getTime()).toBe(1);
    while (buffer.size < MAX_WAITING_HITS) expect(buffer.add(hit('open', 3))).toBe(true);
    expect(buffer.add(hit('open', 4))).toBe(false);
    expect(buffer.putBack([hit('open', 5)])).toBe(1);
    expect(buffer.size).toBe(MAX_WAITING_HITS);
  });
});
