import { ShortMemory } from './short-memory';

describe('ShortMemory', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('asks once within its time, and forgets by itself after it', async () => {
    const memory = new ShortMemory<object>(1_000);
    const work = jest.fn(() => Promise.resolve({}));
    const first = await memory.get('a', work);
    expect(await memory.get('a', work)).toBe(first);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1_000);
    expect(memory.size).toBe(0);
    expect(await memory.get('a', work)).not.toBe(first);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('asks again after a failure', async () => {
    const memory = new ShortMemory<number>(1_000);
    await expect(memory.get('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await memory.get('a', () => Promise.resolve(2))).toBe(2);
  });
});
