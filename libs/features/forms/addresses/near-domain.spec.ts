import { isOneSlipAway, nearDomain } from './near-domain';

const KNOWN = ['gmail.com', 'outlook.com', 'hotmail.com', 'icloud.com', 'gmx.de', 'live.com', 'ymail.com'];

it.each([
  ['gmial.com', 'gmail.com'],
  ['gmal.com', 'gmail.com'],
  ['gmaill.com', 'gmail.com'],
  ['gnail.com', 'gmail.com'],
  ['gmail.con', 'gmail.com'],
  ['gmail.co', 'gmail.com'],
  ['hotmial.com', 'hotmail.com'],
  ['outlok.com', 'outlook.com'],
])('%s is a slip of %s', (domain, expected) => {
  expect(nearDomain(domain, KNOWN)).toEqual({ domain: expected, isSure: true });
});

it.each([
  'gmail.com',
  'ymail.com',
  'gmx.net',
  'web.de',
  'mare-alta.example',
  'mail.org',
  'gmial.co',
  'x',
  '',
])('%s is a name of its own', (domain) => {
  expect(nearDomain(domain, KNOWN)).toBeNull();
});

it.each([
  ['cloud.com', 'icloud.com'],
  ['love.com', 'live.com'],
  ['email.com', 'gmail.com'],
])('%s may be meant as it is: near to %s by chance', (domain, near) => {
  expect(nearDomain(domain, KNOWN)).toEqual({ domain: near, isSure: false });
});

it('takes one slip for one, and two for two', () => {
  expect([isOneSlipAway('ab', 'ba'), isOneSlipAway('abc', 'ac'), isOneSlipAway('ac', 'abc')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([isOneSlipAway('ab', 'ab'), isOneSlipAway('abcd', 'badc'), isOneSlipAway('a', 'abc')]).toEqual([
    false,
    false,
    false,
  ]);
});
