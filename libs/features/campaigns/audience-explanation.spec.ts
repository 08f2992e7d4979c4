import type { Delivery } from '@features/deliveries';
import { audienceSentence } from './audience-explanation';

const now = new Date('2026-11-23T23:30:00Z');
const waiting = (change: Partial<Delivery>): Delivery => ({
  id: '1',
  campaignId: '2',
  contactId: '3',
  email: 'ana@example.com',
  status: 'pending',
  reason: null,
  attempts: 0,
  handedOverAt: null,
  finishedAt: null,
  nextAttemptAt: null,
  replyCode: null,
  enhancedCode: null,
  reply: null,
  bounceClass: null,
  bouncedAt: null,
  complainedAt: null,
  unsubscribedAt: null,
  ...change,
});
const sentence = (change: Partial<Delivery>): string =>
  audienceSentence({
    name: 'Ana',
    zone: 'Europe/Berlin',
    now,
    status: 'sending',
    resolvedAt: now,
    delivery: waiting(change),
    isUnwritten: false,
    reasons: [],
    include: [],
  });

describe('the sentence about a person whose message waits', () => {
  const morning = new Date('2026-11-24T07:00:00Z');

  it('says why they are put off, and until when by the clocks of the workspace', () => {
    expect(sentence({ reason: 'quiet-hours', nextAttemptAt: morning })).toBe(
      'Ana is in the audience: the message waits for the end of the quiet hours, 08:00.',
    );
    expect(sentence({ reason: 'frequency-cap', nextAttemptAt: new Date('2026-11-26T07:00:00Z') })).toBe(
      'Ana is in the audience: the message waits, because they have got as many messages as the workspace allows, until 26 November, 08:00.',
    );
  });

  it('says nothing of a wait that is over, nor of one that never was', () => {
    const plain = 'Ana is in the audience: the message waits to be sent.';
    expect(sentence({ reason: 'quiet-hours', nextAttemptAt: now })).toBe(plain);
    expect(sentence({})).toBe(plain);
  });

  it('tells people who are put off from those who are left out for the same reason', () => {
    expect(sentence({ status: 'suppressed', reason: 'quiet-hours', finishedAt: now })).toBe(
      'Ana is in the audience: the message was held back on 24 November 2026, 00:30, because it was night where they live, and the campaign does not wait.',
    );
  });
});
