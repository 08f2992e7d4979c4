import type { MailServer } from '@features/smtp-servers';
import type { SendResult } from '@platform/mail';
import { findingsOf } from './findings';

const server: MailServer = {
  id: 's1',
  workspaceId: 'w',
  label: 'mail.example.com:587',
  weight: 1,
  connections: 5,
  limitsProviders: true,
  limits: { perSecond: null, perMinute: null, perHour: null, perDay: null },
};

const of = (provider: string, result: SendResult) => ({
  workspaceId: 'w',
  senderDomain: 'News.example',
  provider,
  result,
});
const accepted: SendResult = { outcome: 'accepted', reply: '250 OK' };
const refused = (enhanced: string): SendResult => ({
  outcome: 'refused',
  permanent: true,
  code: 550,
  enhanced,
  reply: `550 ${enhanced} No`,
  stage: 'recipient',
});
const deferred = (reply: string): SendResult => ({
  outcome: 'deferred',
  code: Number(reply.slice(0, 3)),
  enhanced: reply.slice(4).split(' ')[0]!,
  reply,
  stage: 'data',
});

const summary = (...answers: ReturnType<typeof of>[]) => {
  const { strikes, eased } = findingsOf(server, answers);
  return { strikes: [...strikes.keys()], eased: [...eased].sort() };
};

it('what was accepted shows that server, provider and sending domain are well', () => {
  expect(summary(of('gmail', accepted))).toEqual({
    strikes: [],
    eased: ['domain:w:news.example', 'domain:w:news.example:s1', 'provider:s1:gmail', 'server:s1'],
  });
});

it('an unknown mailbox shows that server and provider answer; a refusal for policy only that the server does', () => {
  expect(summary(of('gmail', refused('5.1.1'))).eased).toEqual(['provider:s1:gmail', 'server:s1']);
  expect(summary(of('gmail', refused('5.7.1'))).eased).toEqual(['server:s1']);
});

it('where some went through and some were put off, it is put off', () => {
  const slow = of('gmail', deferred('421 4.7.28 Unusual rate. gsmtp'));
  expect(summary(of('gmail', accepted), slow, of('yahoo', accepted))).toEqual({
    strikes: ['provider:s1:gmail'],
    eased: ['domain:w:news.example', 'domain:w:news.example:s1', 'provider:s1:yahoo', 'server:s1'],
  });
});

it('counts who tells of the same trouble', () => {
  const busy = of('gmail', deferred('421 4.3.2 Shutting down'));
  const { strikes, eased } = findingsOf(server, [busy, busy, busy]);
  expect(strikes.get('server:s1')).toMatchObject({
    witnesses: 3,
    cause: 'busy',
    reply: '421 4.3.2 Shutting down',
  });
  expect(eased.size).toBe(0);
});

it('what nobody tried says nothing', () => {
  const notNow: SendResult = { outcome: 'not-sent', reason: 'No connection is free.', notNow: true };
  expect(summary(of('gmail', notNow))).toEqual({ strikes: [], eased: [] });
});
