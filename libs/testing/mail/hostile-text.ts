import fc from 'fast-check';
import { parseEmailAddress } from '@platform/mail';

/** What nasty people, imports, browsers and mail programs put into fields. */
const KNOWN_TROUBLE = [
  '',
  ' ',
  ' leading and trailing ',
  'tab\there = sign \\ back',
  'Anna\r\nBcc: evil@example.com',
  'Anna\nBcc: evil@example.com\n\nBody',
  'Anna\rBcc: evil@example.com',
  'Anna\u0085Bcc: evil@example.com\u2028Cc: x\u2029y',
  '=?utf-8?B?QmNjOg==?=',
  '=?utf-8?Q?=0D=0ABcc:_x?= =?',
  'a =?UTF-8?B?w6k=?= b',
  '?= =?',
  '"quoted" <evil@example.com>, other@example.com',
  'Smith, "Bob\\" (the) <x>; y:',
  'news@shop.example',
  '(comment) name',
  '\u202eevil\u0000\u2066x\u2069',
  'عربي إنجليزي',
  'שלום עולם',
  '👩‍👩‍👧‍👦 🇵🇹 👍🏽',
  'e\u0301e\u0301\u0301\u0323',
  'Z\u0351\u036b\u0343a\u0327\u0325l\u0348g\u0360o',
  '\ud800',
  'lone \udc00 and \ud83d end \ud83d',
  '.',
  '..',
  '.\r\n.\r\nQUIT',
  'a\n.\nb\n..\nc',
  'From the start',
  'a\nFrom b\n>From c',
  '--=_boundary\r\n--',
  'x\n--=_796bcf8f-c7a8-496e-a17c-025ba2371484--\n',
  '</p><script>alert(1)</script><!--',
  '" onclick="x',
  '{{constructor}} {{{v}}} \\{{x}}',
  '&amp; &#65; &lt;',
  'x'.repeat(1000),
  'y'.repeat(5000),
  'word '.repeat(250),
  'ü'.repeat(1000),
  '👍'.repeat(600),
  '漢'.repeat(700),
  `${'a'.repeat(997)} b`,
  'line with trailing space \nand tab\t\n',
  '\ufeffmark',
  '\u0007bell\u001b[31m\u007f\u009b',
];

const character = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...'abcXYZ 019.,-_=?"\\\'<>()[]{}@:;&%#!\t') },
  {
    weight: 2,
    arbitrary: fc.constantFrom('\r', '\n', '\r\n', '\0', '\u0085', '\u2028', '\u202e', '\u200f', '\u061c'),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom('é', 'ß', '中', '👍🏽', '\u0301', '\u200d', '\ufe0f', 'ق', '\ud83d', '\udc4d'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
);

export const hostileText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...KNOWN_TROUBLE) },
  { weight: 3, arbitrary: fc.array(character, { maxLength: 120 }).map((all) => all.join('')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 300 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...KNOWN_TROUBLE), fc.constantFrom(...KNOWN_TROUBLE))
      .map(([first, second]) => first + second),
  },
);

const localPart = fc.oneof(
  fc.stringMatching(/^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]{1,64}$/),
  fc.constantFrom(
    'anna',
    "o'neil",
    '=?utf-8?q?x?=',
    'a.b.c',
    `${'l'.repeat(31)}.${'o'.repeat(32)}`,
    '-x',
    '_',
  ),
);
const label = fc.oneof(
  fc.constantFrom(
    'example',
    'müller',
    'bücher',
    'пример',
    '例え',
    'faß',
    'xn--mller-kva',
    'b-c',
    'x'.repeat(63),
  ),
  fc.stringMatching(/^[a-z0-9]{1,20}$/),
);

/** Addresses that parseEmailAddress takes, among them the longest there are and international domains. */
export const validAddress = fc
  .tuple(
    localPart,
    fc.array(label, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('com', 'example', 'рф', 'co'),
  )
  .map(([local, labels, top]) => `${local}@${labels.join('.')}.${top}`)
  .filter((address) => parseEmailAddress(address).ok);

/** How often a property is tried; raise it with PROPERTY_RUNS, repeat a run with PROPERTY_SEED. */
export function propertyRuns(usual: number): { numRuns: number; seed: number } {
  const seed = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31);
  return { numRuns: Number(process.env['PROPERTY_RUNS'] ?? usual), seed };
}
