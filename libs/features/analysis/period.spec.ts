import { readPeriod } from './period';

const moment = { now: new Date('2026-11-18T12:00:00Z'), zone: 'Europe/Lisbon' };

describe('period', () => {
  it('is the last 90 days by the wall clock of the workspace', () => {
    expect(readPeriod({}, moment)).toEqual({ from: new Date('2026-08-20T11:00:00Z'), to: moment.now });
  });

  it('takes days as their start in the zone, and times with their offset', () => {
    expect(readPeriod({ from: '2026-06-01', to: '2026-07-01T00:00:00Z' }, moment)).toEqual({
      from: new Date('2026-05-31T23:00:00Z'),
      to: new Date('2026-07-01T00:00:00Z'),
    });
  });

  it.each([
    [{ from: '2026-02-30' }, '/from'],
    [{ to: '2026-06-01T00:00:00' }, '/to'],
    [{ to: '20260601' }, '/to'],
    [{ from: '2026-06-01', to: '2026-06-01' }, '/from'],
    [{ from: '2020-06-01' }, '/from'],
  ])('refuses %j', (input, pointer) => {
    expect(() => readPeriod(input, moment)).toThrow(
      expect.objectContaining({
        code: 'analysis.invalid-period',
        errors: [expect.objectContaining({ pointer })],
      }),
    );
  });
});
