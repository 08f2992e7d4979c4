import { headerProblems } from './message-headers';

const reason = (headers: Record<string, unknown>) => headerProblems(headers).map(({ message }) => message);

describe('headerProblems', () => {
  it('takes headers of our own making', () => {
    expect(reason({ 'X-Order': 'A-1001', 'x-entity-ref-id': 'é', 'X-Priority': '1' })).toEqual([]);
  });

  it.each([
    'Bcc',
    'Subject',
    'List-Unsubscribe',
    'X-A: b\r\nBcc',
    'X-',
    'X-Ünicode',
    `X-${'a'.repeat(60)}`,
    'X-A_B',
    '__proto__x',
  ])('refuses the name %j', (name) => {
    expect(reason({ [name]: 'x' })).toEqual([expect.stringContaining('is no header that may be set')]);
  });

  it.each([
    'X-SMTPAPI',
    'x-smtpapi',
    'X-SES-CONFIGURATION-SET',
    'X-Mailgun-Variables',
    'X-MC-Metadata',
    'X-PM-Message-Stream',
    'X-MSYS-API',
    'X-Spam-Flag',
    'X-Tidings-Delivery',
  ])('refuses %s, which steers servers', (name) => {
    expect(reason({ [name]: 'x' })).toEqual([expect.stringContaining('steers mail servers')]);
  });

  it.each(['', '  ', 'a\r\nBcc: x', 'a\u0000', 'a\u2028b', 'a\u202eb', 'x'.repeat(501), 7, { a: 1 }, null])(
    'refuses the value %j and names its header',
    (value) => {
      expect(headerProblems({ 'X-Order': value })).toEqual([
        { pointer: '/headers/X-Order', code: 'message.invalid-header', message: expect.any(String) },
      ]);
    },
  );

  it('refuses the same name twice, and more than ten', () => {
    expect(reason({ 'X-A': '1', 'x-a': '2' })).toEqual([expect.stringContaining('twice')]);
    const many = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`X-H${index}`, 'x']));
    expect(reason(many)).toEqual([expect.stringContaining('at most 10')]);
  });
});
