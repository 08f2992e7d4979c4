import { decodeHeaderValue, readHeaderFields } from './header-block';

describe('readHeaderFields', () => {
  it('unfolds, keeps the order, and stops at the body', () => {
    const raw = Buffer.from('A: 1\r\nSubject: a\r\n long\r\n\tone\r\nA: 2\r\n\r\nBody: no\r\n');
    expect(readHeaderFields(raw)).toEqual([
      { name: 'A', value: '1' },
      { name: 'Subject', value: 'a long one' },
      { name: 'A', value: '2' },
    ]);
  });

  it('copes with bare LF, lines that are no header, 8-bit text and no body', () => {
    const raw = Buffer.from(' lost\nnonsense\nSubject: Tromsø\n');
    expect(readHeaderFields(raw)).toEqual([{ name: 'Subject', value: 'Tromsø' }]);
    expect(readHeaderFields(Buffer.alloc(0))).toEqual([]);
  });
});

describe('decodeHeaderValue', () => {
  it.each([
    ['plain', 'plain'],
    ['=?utf-8?Q?Gr=C3=BC=C3=9Fe_an?= alle', 'Grüße an alle'],
    ['=?UTF-8?B?w4VzZQ==?= =?UTF-8?B?IELDuA==?= <a@x>', 'Åse Bø <a@x>'],
    // One character cut in two by the fold.
    ['=?utf-8?Q?=C3?= =?utf-8?Q?=85?=', 'Å'],
    ['=?iso-8859-1?Q?=C5?= =?utf-8?Q?=C3=85?=', 'ÅÅ'],
    ['=?iso-8859-1*de?Q?=FC?=', 'ü'],
    ['=?no-such-charset?Q?=E5?=', 'å'],
    ['=?utf-8?Q?open', '=?utf-8?Q?open'],
  ])('%s', (encoded, decoded) => {
    expect(decodeHeaderValue(encoded)).toBe(decoded);
  });
});
