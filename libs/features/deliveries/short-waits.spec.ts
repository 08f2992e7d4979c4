import type { Held } from '@features/sending-limits';
import { ShortWaits } from './short-waits';

const held = (ms: number, by: Held['by'] = 'limit'): Held => ({
  by,
  until: new Date(Date.now() + ms),
  reason: 'Mail is limited to 5 per second.',
});
const who = (run: object, age = 0, sender = 'shop.example') => ({
  sender,
  run,
  since: performance.now() - age,
  signal: new AbortController().signal,
});

describe('waiting in place', () => {
  it('is for limits that have room again in a moment', async () => {
    const waits = new ShortWaits();
    const started = performance.now();
    expect(await waits.wait(held(40), who({}))).toBe(true);
    expect(performance.now() - started).toBeGreaterThanOrEqual(35);
    expect(await waits.wait(held(5_000), who({}))).toBe(false);
    expect(await waits.wait(held(40, 'server'), who({}))).toBe(false);
  });

  it('is for one run of a sender, until that has ended', async () => {
    const waits = new ShortWaits();
    const [first, second] = [{}, {}];
    expect(await waits.wait(held(0), who(first))).toBe(true);
    expect(waits.isFor(held(0), who(second))).toBe(false);
    expect(waits.isFor(held(0), who(second, 0, 'other.example'))).toBe(true);
    expect(waits.isFor(held(0), who(first))).toBe(true);
    waits.end(who(second));
    expect(waits.isFor(held(0), who(second))).toBe(false);
    waits.end(who(first));
    expect(waits.isFor(held(0), who(second))).toBe(true);
  });

  it('ends when the messages were in hand for long, and when the process stops', async () => {
    const waits = new ShortWaits();
    expect(await waits.wait(held(20), who({}, 9_990))).toBe(false);
    const stop = new AbortController();
    const waiting = waits.wait(held(1_400), { ...who({}), signal: stop.signal });
    stop.abort();
    expect(await waiting).toBe(false);
  });
});
