import fc from 'fast-check';
import { domainOf, parseEmailAddress } from './email-address';

const accept = (text: string) => {
  const result = parseEmailAddress(text);
  if (!result.ok) throw new Error(`${text}: ${result.reason}`);
  return result;
};

describe('parseEmailAddress', () => {
  it.each([
    ['anna@example.com', 'anna@example.com'],
    ['  Anna.Berg+news@Example.COM ', 'Anna.Berg+news@example.com'],
    ['zoe@müller.example', 'zoe@xn--mller-kva.example'],
    ['zoe@mu\u0308ller.example', 'zoe@xn--mller-kva.example'],
    ["o'hara@例え.テスト", "o'hara@xn--r8jz45g.xn--zckzah"],
    [`${'a'.repeat(64)}@example.org`, `${'a'.repeat(64)}@example.org`],
  ])('accepts %s', (text, address) => {
    expect(accept(text).address).toBe(address);
  });

  it('gives one key for the same person typed in different cases', () => {
    expect(accept('ANNA@Example.com').key).toBe(accept('anna@EXAMPLE.COM').key);
  });

  it.each([
    ['', 'is empty'],
    ['anna', 'no @'],
    ['@example.com', 'before the @'],
    ['anna@', 'after the @'],
    ['a@b@example.com', 'more than one @'],
    ['anna@example', 'without a dot'],
    ['anna@127.0.0.1', 'IP address'],
    ['anna@0x7f.1', 'IP address'],
    ['anna@ex%41mple.com', 'not allowed in a domain'],
    ['anna@-x.example', 'not valid'],
    ['anna@x..example', 'dot'],
    ['anna@example.com.', 'dot'],
    ['.anna@example.com', 'dot'],
    ['"anna"@example.com', 'quotation mark'],
    ['anna(home)@example.com', 'does not belong'],
    ['Anna <anna@example.com>', 'space'],
    ['anna@[127.0.0.1]', 'does not belong'],
    ['änna@example.com', 'letters other than'],
    ['anna\r\nBcc: x@example.com', 'control character'],
    ['an\u202ena@example.com', 'control character'],
    ['an\u200bna@example.com', 'control character'],
    ['an\u0000na@example.com', 'control character'],
    ['=?utf-8?q?b=40evil.example=3e?=@example.com', '"=?"'],
    [`${'a'.repeat(65)}@example.com`, '64'],
  ])('refuses %j', (text, reason) => {
    const result = parseEmailAddress(text);
    expect(result).toMatchObject({ ok: false });
    expect(!result.ok && result.reason).toContain(reason);
  });

  it('refuses what is too long as a whole', () => {
    const domain = `${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.${'e'.repeat(40)}.example`;
    expect(parseEmailAddress(`${'a'.repeat(20)}@${domain}`)).toMatchObject({
      reason: expect.stringContaining('254'),
    });
    expect(parseEmailAddress('a@' + 'b'.repeat(100_000))).toMatchObject({
      reason: expect.stringContaining('254'),
    });
  });

  it('never lets anything through that could split a header or a command, and is idempotent', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => {
        const result = parseEmailAddress(text);
        if (!result.ok) return;
        expect(result.address).toMatch(/^[\x21-\x7e]+@[a-z0-9.-]+$/);
        expect(result.address).not.toMatch(/[<>"(),;:\\[\]\s]/);
        expect(result.address.length).toBeLessThanOrEqual(254);
        expect(parseEmailAddress(result.address)).toEqual(result);
      }),
    );
  });
});

describe('the fast path for plain addresses', () => {
  const parts = ['a', 'Zed.9', 'x_y+z', 'a-b', 'a..b', '.a', 'a.', 'ü', 'a'.repeat(64), 'a'.repeat(65), ''];
  const domains = [
    ...[
      'example.com',
      'EXAMPLE.Com',
      'a.b-c.example',
      'xn--bcher-kva.example',
      'xn--a.example',
      'a--b.example',
    ],
    ...[
      '-a.example',
      'a-.example',
      'example',
      'example.1',
      '0x7f.1',
      'a.0x7f',
      'ex_ample.com',
      'a..com',
      'com.',
      '',
    ],
    `${'a'.repeat(64)}.com`,
    `${'a'.repeat(63)}.com`,
    `${'a.'.repeat(31)}com`,
  ];

  it.each(domains)('says of …@%s what the full grammar says', (domain) => {
    for (const part of parts) {
      const address = `${part}@${domain}`;
      // A space in front is taken off by the full grammar only.
      expect([address, parseEmailAddress(address)]).toEqual([address, parseEmailAddress(` ${address}`)]);
    }
  });
});

it.each([
  ['Ana@Shop.EXAMPLE', 'shop.example'],
  ['"a@b"@shop.example', 'shop.example'],
  ['no-address', 'no-address'],
  ['', ''],
])('the domain of %s is %s', (address, domain) => {
  expect(domainOf(address)).toBe(domain);
});
