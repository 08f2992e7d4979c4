import { campaignProgress } from './campaign-progress';
import type { Waiting } from './campaign-waits';
import type { ProgressFigures } from './progress-figures';

const now = new Date('2026-11-23T12:00:00Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

const figures = (change: Partial<ProgressFigures> = {}): ProgressFigures => ({
  status: 'sending',
  audience: 10_000,
  reason: null,
  waitingBy: null,
  waitingUntil: null,
  scheduledAt: minutes(-30),
  sendingSince: minutes(-30),
  finishedAt: null,
  tallies: { accepted: 4000 },
  claimed: 0,
  handedOver: 0,
  settled: { lastMinute: 0, lastFiveMinutes: 0 },
  firstHandedOverAt: minutes(-30),
  lastHandedOverAt: now,
  undecided: 0,
  later: { count: 0, from: null, until: null, lastCount: 0 },
  retryAt: null,
  lastRetryAt: null,
  putOffUntil: {},
  pause: null,
  fromEmail: 'letters@mare-alta.example',
  zone: 'Europe/Lisbon',
  ...change,
});
const progress = (change: Partial<ProgressFigures>, holds: Waiting[] = []) =>
  campaignProgress(figures(change), { now, holds });

describe('the progress of a campaign', () => {
  it('counts whoever is not counted otherwise as pending, so that the states sum up to the audience', () => {
    const { deliveries, remaining, givenUp, percentDone } = progress({
      tallies: {
        accepted: 4000,
        'refused-hard': 20,
        refused: 10,
        deferred: 30,
        'given-up': 5,
        suppressed: 7,
        uncertain: 1,
      },
      claimed: 50,
      handedOver: 100,
    });
    expect(deliveries).toMatchObject({
      pending: 5777,
      refused: 30,
      deferred: 35,
      claimed: 50,
      handed_over: 100,
    });
    expect(Object.values(deliveries).reduce((sum, count) => sum + count, 0)).toBe(10_000);
    expect({ remaining, givenUp, percentDone }).toEqual({ remaining: 5957, givenUp: 5, percentDone: 40.4 });
  });

  it('does not count complaints and bounces as states', () => {
    expect(progress({ tallies: { accepted: 9, 'bounced-hard': 3, complained: 1 } }).deliveries.pending).toBe(
      9991,
    );
  });

  it('estimates the end by the speed of the last five minutes', () => {
    const { rate, estimate, estimatedEndAt } = progress({
      settled: { lastMinute: 700, lastFiveMinutes: 2500 },
    });
    expect(rate).toEqual({ lastMinute: 700, lastFiveMinutes: 500 });
    expect(estimatedEndAt).toEqual(minutes(12));
    expect(estimate).toBe('About 12 minutes left; it should be through at 12:12.');
  });

  it('measures only since it began to send', () => {
    const settled = { lastMinute: 1000, lastFiveMinutes: 1000 };
    expect(progress({ sendingSince: minutes(-0.5), settled }).rate.lastFiveMinutes).toBe(2000);
    expect(progress({ sendingSince: now, settled }).rate.lastMinute).toBe(6000);
  });

  it('does not end before the last zone had its time, and the messages of that zone theirs', () => {
    const later = { count: 5500, from: minutes(60), until: minutes(180), lastCount: 2000 };
    const { estimatedEndAt, waitingFor } = progress({
      later,
      settled: { lastMinute: 0, lastFiveMinutes: 2500 },
    });
    expect(estimatedEndAt).toEqual(minutes(184));
    expect(waitingFor).toMatchObject([
      {
        kind: 'local-time',
        messages: 5500,
        until: minutes(60),
        sentence: expect.stringContaining('13:00') as string,
      },
    ]);
  });

  it('does not end before a limit lets mail through again', () => {
    const hold: Waiting = { kind: 'limit', sentence: 'Full.', until: minutes(45), messages: null };
    const { estimatedEndAt } = progress({ settled: { lastMinute: 0, lastFiveMinutes: 2500 } }, [hold]);
    expect(estimatedEndAt).toEqual(minutes(45));
  });

  it('does not end before what was put off had its turn', () => {
    const settled = { lastMinute: 0, lastFiveMinutes: 2500 };
    const { estimatedEndAt, waitingFor } = progress({
      settled,
      retryAt: minutes(20),
      lastRetryAt: minutes(90),
    });
    expect(estimatedEndAt).toEqual(minutes(90));
    expect(waitingFor).toMatchObject([
      { kind: 'retry', messages: null, sentence: expect.stringContaining('another try') as string },
    ]);
  });

  it('says why there is no estimate', () => {
    const estimate = (change: Partial<ProgressFigures>) => progress(change).estimate;
    expect(estimate({ undecided: 100 })).toContain('A/B test');
    expect(estimate({ status: 'paused' })).toContain('paused');
    expect(estimate({})).toContain('on their way');
    expect(estimate({ reason: 'The server does not answer.' })).toContain('last five minutes');
    expect(estimate({ status: 'scheduled' })).toContain('not started');
    expect(estimate({ status: 'sent', finishedAt: minutes(-5) })).toBe('It ended at 11:55.');
    expect(progress({ status: 'sent' })).toMatchObject({
      remaining: 0,
      percentDone: 100,
      estimatedEndAt: null,
    });
  });

  it('tells what the last batch ran into by its kind and until when, unless a hold tells it better', () => {
    const reason = 'Mail through mail.example:587 is limited to 40 per minute.';
    const hold: Waiting = { kind: 'limit', sentence: 'Gmail asks us.', until: minutes(2), messages: null };
    const limit = { kind: 'limit', sentence: reason, until: minutes(1), messages: null };
    const change = { reason, waitingBy: 'limit', waitingUntil: minutes(1) } as const;
    expect(progress(change).waitingFor).toEqual([limit]);
    expect(progress(change, [hold]).waitingFor).toEqual([hold, limit]);
    expect(progress({ ...change, waitingBy: 'server' }, [hold]).waitingFor).toMatchObject([
      hold,
      { kind: 'mail-server', until: minutes(1) },
    ]);
    expect(progress({ ...change, waitingUntil: minutes(-1), retryAt: minutes(3) }).waitingFor).toMatchObject([
      { until: minutes(3) },
    ]);
  });

  it('tells people who are put off apart, and does not expect them to go before their time', () => {
    const { waitingFor, estimatedEndAt } = progress({
      tallies: { accepted: 8_800, 'quiet-hours': 1_199, 'frequency-cap': 1 },
      putOffUntil: { 'quiet-hours': minutes(600), 'frequency-cap': minutes(90) },
      retryAt: minutes(90),
      lastRetryAt: minutes(600),
    });
    expect(waitingFor.map(({ kind, until, messages }) => ({ kind, until, messages }))).toEqual([
      { kind: 'frequency-cap', until: minutes(90), messages: 1 },
      { kind: 'quiet-hours', until: minutes(600), messages: 1_199 },
    ]);
    expect(waitingFor.map(({ sentence }) => sentence)).toEqual([
      '1 message waits because people have got as many messages as the workspace allows; the next of them may go at 13:30.',
      '1,199 messages wait for the end of the quiet hours where people live; the next of them may go at 22:00.',
    ]);
    expect(estimatedEndAt).toEqual(minutes(600));
  });

  it('tells everything it waits for', () => {
    const kinds = (change: Partial<ProgressFigures>) => progress(change).waitingFor.map(({ kind }) => kind);
    expect(kinds({})).toEqual([]);
    expect(kinds({ reason: 'x', undecided: 1, tallies: { deferred: 2 }, retryAt: minutes(3) })).toEqual([
      'mail-server',
      'ab-test',
      'retry',
    ]);
    const hold: Waiting = {
      kind: 'limit',
      sentence: 'Gmail asks us to slow down: 421; next try at 12:05.',
      until: null,
      messages: null,
    };
    const reason =
      'Gmail asks us to slow down: 421; next try at 12:03. Tidings tries again by itself; nothing is lost.';
    expect(progress({ reason, waitingBy: 'provider' }, [hold]).waitingFor).toEqual([hold]);
    expect(kinds({ status: 'resolving' })).toEqual(['audience']);
    expect(kinds({ status: 'scheduled' })).toEqual(['schedule']);
    const pause = { at: now, byKind: 'brake' as const, by: 'Emergency brake', reason: 'Too many bounces.' };
    expect(progress({ status: 'paused', pause }).waitingFor).toMatchObject([
      { kind: 'paused', sentence: 'Too many bounces.' },
    ]);
    expect(progress({ tallies: { deferred: 2 }, retryAt: minutes(3) }).waitingFor[0]?.sentence).toBe(
      "2 messages were refused for now by the recipients' servers; the next try is at 12:03.",
    );
  });
});
