import { StopSignals } from './stop-signals';

async function wishes(times: number[]): Promise<string[]> {
  const heard: string[] = [];
  const signals = new StopSignals();
  void signals.stop.then(() => heard.push('stop'));
  void signals.force.then(() => heard.push('force'));
  times.forEach((time) => signals.receive(time));
  await new Promise((resolve) => setImmediate(resolve));
  return heard;
}

describe('StopSignals', () => {
  it('takes the signal that npm hands on after the terminal for the same one', async () => {
    expect(await wishes([])).toEqual([]);
    expect(await wishes([1_000])).toEqual(['stop']);
    expect(await wishes([1_000, 1_003, 1_200])).toEqual(['stop']);
  });

  it('takes a later one for impatience', async () => {
    expect(await wishes([1_000, 1_003, 2_500])).toEqual(['stop', 'force']);
  });
});
