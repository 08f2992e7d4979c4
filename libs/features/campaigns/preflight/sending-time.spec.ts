import { byWindow, NO_LIMIT, type WindowRoom } from '@features/sending-limits';
import { sendingTime, together, type SendingPace } from './sending-time';

const hour = 3_600_000;
const pace = (change: Partial<SendingPace>): SendingPace => ({
  count: 10_000,
  servers: [server({})],
  providers: [],
  warmUp: [],
  measuredPerMinute: null,
  ...change,
});
/** Nothing of it is used up. */
const unused = (limits: Partial<Record<keyof WindowRoom, number>>): WindowRoom =>
  byWindow((name) => {
    const limit = limits[name];
    return limit === undefined ? null : { limit, left: limit };
  });
const server = (limits: Partial<Record<keyof WindowRoom, number>>) => ({
  label: 'mail.example:587',
  limits: unused(limits),
});

describe('how long sending takes', () => {
  it('is not known where nothing limits it and nothing was measured', () => {
    expect(sendingTime(pace({}))).toMatchObject({ ms: null });
  });

  it('is as long as the slowest limit of the server says', () => {
    const { ms, sentence } = sendingTime(pace({ servers: [server({ perSecond: 20, perHour: 2_000 })] }));
    expect(ms).toBe(4 * hour);
    expect(sentence).toBe(
      'Sending takes about 4 hours: campaigns may send 2,000 per hour at most through the mail server mail.example:587.',
    );
  });

  it('counts the first portion as gone at once', () => {
    expect(sendingTime(pace({ count: 2_000, servers: [server({ perDay: 2_000 })] })).ms).toBeNull();
    expect(sendingTime(pace({ count: 4_000, servers: [server({ perDay: 2_000 })] })).ms).toBe(24 * hour);
  });

  it('waits for what others have used up', () => {
    const limits = { ...NO_LIMIT, perHour: { limit: 2_000, left: 500 } };
    const { ms, sentence } = sendingTime(
      pace({ count: 2_000, servers: [{ label: 'mail.example:587', limits }] }),
    );
    expect(ms).toBe(0.75 * hour);
    expect(sentence).toContain('mail.example:587; 1,500 of them are used up now.');
  });

  it('is no division by nothing where a limit is zero', () => {
    expect(sendingTime(pace({ servers: [server({ perDay: 0 })] })).ms).toBe(24 * hour);
  });

  it('adds up servers, and one without a limit takes the rest', () => {
    expect(sendingTime(pace({ servers: [server({ perHour: 1_000 }), server({ perHour: 4_000 })] })).ms).toBe(
      hour,
    );
    expect(sendingTime(pace({ servers: [server({ perHour: 1_000 }), server({})] })).ms).toBeNull();
  });

  it('waits for the slowest mailbox provider', () => {
    const limits = together([unused({ perHour: 600 }), unused({ perHour: 400 })]);
    const gmail = { name: 'Gmail', count: 6_000, limits };
    const { ms, sentence } = sendingTime(pace({ providers: [gmail], servers: [server({ perHour: 5_000 })] }));
    expect(ms).toBe(5 * hour);
    expect(sentence).toContain('campaigns may send 1,000 per hour at most to Gmail');
  });

  it('follows the warm-up plan from day to day', () => {
    expect(sendingTime(pace({ count: 350, warmUp: [50, 100, 200] })).ms).toBe(2 * 24 * hour);
    expect(sendingTime(pace({ count: 50, warmUp: [50] })).ms).toBeNull();
    expect(sendingTime(pace({ count: 1_000, warmUp: [50, 100, null] })).ms).toBe(2 * 24 * hour);
  });

  it('goes by the last campaign where no limit is slower', () => {
    const { ms, sentence } = sendingTime(
      pace({ measuredPerMinute: 2_000, servers: [server({ perSecond: 1_000 })] }),
    );
    expect(ms).toBe(5 * 60_000);
    expect(sentence).toBe('Sending takes about 5 minutes: the last large campaign went at 2,000 a minute.');
  });
});
