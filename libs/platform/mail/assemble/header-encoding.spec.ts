import { encodeListId, encodeMailbox, encodeUnstructured } from './header-encoding';

const linesOf = (header: string) => header.split('\r\n').slice(0, -1);
const decodeWords = (header: string) =>
  header
    .replace(/\?=\r\n =\?/g, '?==?')
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/g, (_word, content: string) =>
      Buffer.from(content, 'base64').toString(),
    );

describe('encodeMailbox', () => {
  it.each([
    ['atoms stay bare', 'Anna Berg', 'To: Anna Berg <a@x.example>\r\n'],
    ['other ASCII is quoted', 'Berg, "A" \\', 'To: "Berg, \\"A\\" \\\\" <a@x.example>\r\n'],
    ['an address in a name is quoted', 'b@y.example', 'To: "b@y.example" <a@x.example>\r\n'],
    [
      'what looks encoded is encoded',
      '=?utf-8?q?x?=',
      'To: =?UTF-8?B?PT91dGYtOD9xP3g/PQ==?= <a@x.example>\r\n',
    ],
    ['line breaks become a space', 'A\r\nBcc: b', 'To: "A Bcc: b" <a@x.example>\r\n'],
  ])('%s', (_what, name, header) => {
    expect(encodeMailbox('To', name, 'a@x.example')).toBe(header);
  });

  it.each(['', '  ', '\r\n', '\u202e'])(
    'writes the bare address where nothing of a name (%j) is left',
    (name) => {
      expect(encodeMailbox('To', name, 'anna@example.com')).toBe('To: anna@example.com\r\n');
    },
  );

  it('folds before the address where a line would get longer than 76', () => {
    const address = `${'a'.repeat(60)}@x.example`;
    expect(linesOf(encodeMailbox('From', 'Z\u00fcrich', address))).toEqual([
      'From: =?UTF-8?B?WsO8cmljaA==?=',
      ` <${address}>`,
    ]);
  });

  it('cuts names at 200 and never in the middle of a character', () => {
    const header = encodeMailbox('To', `x${'\u{1f44d}'.repeat(150)}`, 'a@x.example');
    expect(decodeWords(header)).toBe(`To: x${'\u{1f44d}'.repeat(99)}\r\n <a@x.example>\r\n`);
    expect(Math.max(...linesOf(header).map((line) => line.length))).toBeLessThanOrEqual(76);
  });
});

describe('encodeUnstructured', () => {
  it('starts encoded words on the next line after a name that leaves them no room', () => {
    const name = `X-${'N'.repeat(58)}`;
    const header = encodeUnstructured(name, 'Gr\u00fc\u00dfe '.repeat(20));
    const [first, second = ''] = linesOf(header);
    expect(first).toBe(`${name}: `);
    expect(second).toMatch(/^ =\?UTF-8\?B\?.*\?=$/);
    expect(Math.max(...linesOf(header).map((line) => line.length))).toBeLessThanOrEqual(76);
  });

  it('makes the first encoded word as short as the name before it needs', () => {
    for (let length = 1; length <= 60; length += 1) {
      const header = encodeUnstructured('X'.repeat(length), '\u6f22'.repeat(60));
      expect(Math.max(...linesOf(header).map((line) => line.length))).toBeLessThanOrEqual(76);
      expect(decodeWords(header).replace(/\s/g, '')).toBe(`${'X'.repeat(length)}:${'\u6f22'.repeat(60)}`);
    }
  });

  it('encodes a word too long for a line, and folds the rest between words', () => {
    expect(encodeUnstructured('Subject', 'x'.repeat(1000))).toContain('Subject: =?UTF-8?B?');
    const lines = linesOf(encodeUnstructured('Subject', 'word '.repeat(100)));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(76);
  });
});

describe('encodeListId', () => {
  it('folds before the id, so that no line with an encoded word is longer than 76', () => {
    const lines = linesOf(
      encodeListId('\u05e9\u05dc\u05d5\u05dd'.repeat(20), `news.${'d'.repeat(60)}.example`),
    );
    for (const line of lines.filter((text) => text.includes('=?')))
      expect(line.length).toBeLessThanOrEqual(76);
    expect(encodeListId(undefined, 'news.x.example')).toBe('List-Id: <news.x.example>\r\n');
  });
});
