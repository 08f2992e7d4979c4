import { exposesPassword, parseHost, parseSenderDomains, parseSignIn } from './check-smtp-server';

describe('parseHost', () => {
  it.each([
    [' SMTP.Example.COM ', 'smtp.example.com'],
    ['smtp.example.com.', 'smtp.example.com'],
    ['mailpit', 'mailpit'],
    ['post.müller.example', 'post.xn--mller-kva.example'],
    ['192.0.2.7', '192.0.2.7'],
    ['[2001:DB8::7]', '2001:db8::7'],
    ['2001:db8::7', '2001:db8::7'],
  ])('reads %s as %s', (text, host) => {
    expect(parseHost('/host', text)).toBe(host);
  });

  it.each([
    '',
    'smtp://smtp.example.com',
    'smtp.example.com:587',
    'user@smtp.example.com',
    'two words',
    'smtp..example.com',
    '-x.example.com',
    '127.1',
    '0177.0.0.1',
    '0x7f.1',
    '0x7f000001',
    '2130706433',
    'fe80::1%eth0',
    '[smtp.example.com]',
    'a.example\r\nRCPT',
  ])('refuses %j', (text) => {
    expect(() => parseHost('/host', text)).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ pointer: '/host' })] }),
    );
  });
});

describe('parseSenderDomains', () => {
  it('brings domains into one form, each once', () => {
    expect(parseSenderDomains(['Shop.Example', '@shop.example', 'Müller.example'])).toEqual([
      'shop.example',
      'xn--mller-kva.example',
    ]);
    expect(() => parseSenderDomains(['shop.example', 'grace@shop.example'])).toThrow(/senderDomains\[1\]/);
  });
});

describe('parseSignIn', () => {
  it('wants both or neither, and keeps a stored password that is not mentioned', () => {
    expect(parseSignIn({ userName: null, password: undefined }, true)).toEqual({
      userName: null,
      password: null,
    });
    expect(parseSignIn({ userName: '', password: null }, false)).toEqual({ userName: null, password: null });
    expect(parseSignIn({ userName: 'me', password: 'x' }, false)).toEqual({ userName: 'me', password: 'x' });
    expect(parseSignIn({ userName: 'me', password: undefined }, true)).toEqual({
      userName: 'me',
      password: undefined,
    });
    for (const [userName, password, stored] of [
      ['me', undefined, false],
      ['me', null, true],
      ['me', '', true],
      [null, 'x', false],
      ['m\u0000e', 'x', false],
      ['me', 'x\n', false],
    ] as const) {
      expect(() => parseSignIn({ userName, password }, stored)).toThrow(/userName|password/);
    }
  });
});

describe('exposesPassword', () => {
  const way = {
    host: 'smtp.example.com',
    port: 587,
    tls: 'starttls-required',
    verifyCertificate: true,
  } as const;

  it('is true when the password would go elsewhere or could be read on the way', () => {
    expect(exposesPassword(way, { ...way, host: 'smtp.evil.example' })).toBe(true);
    expect(exposesPassword(way, { ...way, port: 2525 })).toBe(true);
    expect(exposesPassword(way, { ...way, verifyCertificate: false })).toBe(true);
    expect(exposesPassword(way, { ...way, tls: 'none' })).toBe(true);
    expect(exposesPassword({ ...way, tls: 'none' }, { ...way, tls: 'none' })).toBe(false);
    expect(exposesPassword({ ...way, tls: 'none', verifyCertificate: false }, way)).toBe(false);
    expect(exposesPassword(way, way)).toBe(false);
  });
});
