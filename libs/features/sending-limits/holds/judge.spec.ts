import type { SendResult } from '@platform/mail';
import { judge } from './judge';

const accepted: SendResult = { outcome: 'accepted', reply: '250 OK' };
const lost: SendResult = { outcome: 'uncertain', reason: 'No answer to the complete message' };
const tooMuch: SendResult = {
  outcome: 'deferred',
  code: 421,
  enhanced: '4.7.0',
  reply: '421 4.7.0 Too much mail',
  stage: 'data',
};
const signed: SendResult = { ...tooMuch, reply: '421 4.7.0 Too much mail. gsmtp' };
const busy: SendResult = { ...tooMuch, enhanced: '4.3.2', reply: '421 4.3.2 Shutting down' };
const noConnection: SendResult = { outcome: 'not-sent', reason: 'No connection', noSession: 'unreachable' };
const bare: SendResult = { ...tooMuch, code: 451, enhanced: undefined, reply: '451 Try later' };

const from = (provider: string, result: SendResult) => ({ provider, result });
const scopes = (limitsProviders: boolean, ...answers: ReturnType<typeof from>[]) =>
  judge({ limitsProviders, workspaceId: 'w' }, answers).map((trouble) => trouble?.scope ?? null);

it('holds a provider for what it says', () => {
  expect(scopes(true, from('gmail', tooMuch), from('yahoo', accepted))).toEqual(['provider', null]);
});

it('takes three providers that complain at once for the relay between us', () => {
  expect(scopes(true, from('gmail', tooMuch), from('yahoo', tooMuch))).toEqual(['provider', 'provider']);
  expect(scopes(true, from('gmail', tooMuch), from('yahoo', tooMuch), from('gmx', tooMuch))).toEqual([
    'server',
    'server',
    'server',
  ]);
});

it("believes a relay that throttles by itself to speak for itself, unless the words are a provider's own", () => {
  expect(scopes(false, from('gmail', tooMuch))).toEqual(['server']);
  expect(scopes(false, from('gmail', signed))).toEqual(['provider']);
});

it('does not blame the server for what few of many messages ran into', () => {
  expect(scopes(true, from('gmail', lost), from('gmail', accepted))).toEqual([null, null]);
  expect(scopes(true, from('gmail', lost), from('gmail', lost), from('gmail', accepted))).toEqual([
    'server',
    'server',
    null,
  ]);
  expect(scopes(true, from('gmail', lost))).toEqual(['server']);
});

it('lets a single message that is put off without a reason use up its own attempts', () => {
  expect(scopes(true, from('gmail', bare))).toEqual([null]);
  expect(scopes(true, from('gmail', bare), from('yahoo', bare))).toEqual(['server', 'server']);
});

it.each([busy, noConnection, lost])(
  'holds a whole server only for what more messages ran into than went through: %j',
  (result) => {
    expect(scopes(true, from('gmail', result), from('gmail', accepted))).toEqual([null, null]);
    expect(scopes(true, from('gmail', result), from('gmail', result), from('gmail', accepted))).toEqual([
      'server',
      'server',
      null,
    ]);
    expect(scopes(true, from('gmail', result))).toEqual(['server']);
  },
);

it('the same where a relay speaks for itself; a provider still waits for what few ran into', () => {
  expect(scopes(false, from('gmail', tooMuch), from('yahoo', accepted))).toEqual([null, null]);
  expect(scopes(true, from('gmail', tooMuch), from('gmail', accepted))).toEqual(['provider', null]);
});

it('at the shared server only known providers make a relay: anybody can have three domains', () => {
  const shared = (...providers: string[]) =>
    judge(
      { limitsProviders: true, workspaceId: null },
      providers.map((one) => from(one, tooMuch)),
    ).map((trouble) => trouble?.scope);
  expect(shared('a.example', 'b.example', 'c.example')).toEqual(['provider', 'provider', 'provider']);
  expect(shared('gmail', 'b.example', 'yahoo')).toEqual(['provider', 'provider', 'provider']);
  expect(shared('gmail', 'gmx', 'yahoo')).toEqual(['server', 'server', 'server']);
  const own = ['a.example', 'b.example', 'c.example'].map((one) => from(one, tooMuch));
  expect(scopes(true, ...own)).toEqual(['server', 'server', 'server']);
});
