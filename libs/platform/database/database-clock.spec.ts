import { DatabaseClock } from './database-clock';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

it('an answer that is heard late says nothing against a clock that is right', async () => {
  const clock = new DatabaseClock(async () => {
    const at = new Date();
    jest.advanceTimersByTime(3_000);
    return at;
  });
  await clock.read();
  expect(clock.estimate()).toEqual(new Date());
});

it('a clock that is minutes off is corrected, both ways', async () => {
  for (const offMs of [-180_000, 120_000]) {
    const clock = new DatabaseClock(async () => new Date(Date.now() - offMs));
    await clock.read();
    expect(Math.abs(clock.estimate().getTime() - (Date.now() - offMs))).toBeLessThanOrEqual(1);
  }
});
