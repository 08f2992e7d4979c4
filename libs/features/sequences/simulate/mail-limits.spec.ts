import { MailLimits, type MailFacts } from './mail-limits';

const at = (day: number, hour = 9): Date => new Date(Date.UTC(2026, 10, day, hour));
const defer = { onCap: 'defer', onQuietHours: 'defer' } as const;
const limits = (facts: Partial<MailFacts> = {}): MailLimits =>
  new MailLimits({
    cap: null,
    ownDays: null,
    past: [],
    quietUntil: () => Promise.resolve(null),
    ...facts,
  });

describe('caps and quiet hours on a pretend clock', () => {
  it('let mail through where nobody counts', async () => {
    expect(await limits().next(at(1), defer)).toEqual({ at: at(1), why: null });
  });

  it('put a mail off until the oldest one that counts is old enough, and count it then', async () => {
    const mails = limits({ cap: { emails: 2, days: 3 }, past: [at(1), at(2)] });
    expect(await mails.next(at(3), defer)).toMatchObject({ at: at(4) });
    expect(await mails.next(at(4, 10), defer)).toMatchObject({ at: at(5) });
  });

  it('leave a mail out that would go stale, that the sequence skips, or that the person does not want', async () => {
    const capped: Partial<MailFacts> = { cap: { emails: 1, days: 30 }, past: [at(1)] };
    expect(await limits(capped).next(at(2), defer)).toMatchObject({ at: null });
    const short: Partial<MailFacts> = { cap: { emails: 1, days: 3 }, past: [at(1)] };
    expect(await limits(short).next(at(2), { ...defer, onCap: 'skip' })).toMatchObject({ at: null });
    expect(await limits(short).next(at(2), { ...defer, onCap: 'ignore' })).toMatchObject({ at: at(2) });
    const weekly = limits({ ownDays: 7, past: [at(1)] });
    expect(await weekly.next(at(7), { onCap: 'ignore', onQuietHours: 'ignore' })).toMatchObject({
      at: null,
      why: 'they want at most one email in 7 days',
    });
    expect(await weekly.next(at(8), defer)).toMatchObject({ at: at(8) });
  });

  it('ask the one again after the other has put a mail off', async () => {
    const quietUntil = (moment: Date): Promise<Date | null> =>
      Promise.resolve(moment.getUTCHours() < 8 ? at(moment.getUTCDate(), 8) : null);
    const mails = limits({ cap: { emails: 1, days: 1 }, past: [at(1, 3)], quietUntil });
    expect(await mails.next(at(1), defer)).toEqual({ at: at(2, 8), why: 'these are quiet hours' });
  });
});
