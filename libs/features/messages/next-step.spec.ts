import { deliveryStatuses } from '@features/deliveries';
import { nextStep } from './next-step';

const NOW = new Date('2026-11-23T10:00:00Z');
const later = new Date('2026-11-23T12:00:00.123Z');
const fresh = {
  status: 'pending' as const,
  reason: null,
  attempts: 0,
  dueAt: NOW,
  nextAttemptAt: null,
  bouncedAt: null,
  complainedAt: null,
  uncertainPolicy: 'leave' as const,
};
const say = (more: Partial<Parameters<typeof nextStep>[0]>) => nextStep({ ...fresh, ...more }, NOW);

describe('nextStep', () => {
  it('has words for every state', () => {
    for (const status of deliveryStatuses) expect(say({ status })).toMatch(/^[A-Z].*[.?]$/);
  });

  it.each([
    [{ dueAt: later }, 'It is sent at 2026-11-23T12:00:00Z.'],
    [{}, 'It is sent within seconds.'],
    [{ dueAt: new Date('2026-11-23T09:00:00Z') }, 'It is due and waits for a worker. Is one running?'],
    [{ reason: 'The server is full.', dueAt: later }, /tried again by itself. The server is full.$/],
    [
      { status: 'deferred' as const, attempts: 2, nextAttemptAt: later },
      /Attempt 3 follows at 2026-11-23T12/,
    ],
    [{ status: 'deferred' as const, attempts: 6 }, /given up/],
    [{ status: 'refused' as const }, /could not be made/],
    [{ status: 'refused' as const, attempts: 1 }, /refused it for good/],
    [{ status: 'uncertain' as const, attempts: 1 }, /not sent again/],
    [
      { status: 'uncertain' as const, attempts: 3, uncertainPolicy: 'resend' as const },
      /handed over 3 times/,
    ],
    [{ status: 'suppressed' as const, reason: 'complaint' }, /reported a mail as spam/],
    [{ status: 'accepted' as const, bouncedAt: NOW }, /came back/],
    [{ status: 'accepted' as const, complainedAt: NOW }, /reported it as spam/],
  ])('says of %j: %s', (more, expected) => {
    expect(say(more)).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
  });
});
