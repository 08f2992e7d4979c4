/** C0, C1 and DEL; line and paragraph separators; marks that change the direction of what follows; zero-width joins stay. */
const UNSAFE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g;
const PRINTABLE = /^[\x20-\x7e]*$/;
const ATOM_WORDS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const MAX_VALUE = 2000;
const MAX_NAME = 200;
/** RFC 2919 2: the whole header has at most 255 characters. */
const MAX_LIST_NAME = 40;
/** RFC 5322 2.1.1 advises 78; a line with an encoded-word has at most 76 (RFC 2047 2). */
const FOLD_AT = 76;
/** `=?UTF-8?B?` and `?=`. */
const WORD_FRAME = 12;
/** `=?UTF-8?B?` + 60 characters of base64 + `?=` is 72: under the 75 of RFC 2047 and leaves room for the fold. */
const WORD_BYTES = 45;
/** A first word shorter than a few characters goes to the next line instead. */
const MIN_WORD_BYTES = 9;

/** One line without anything that could end a header or turn it around; at most 2 000 characters. */
export function cleanHeaderText(text: string): string {
  return truncate(text.replace(UNSAFE, ' ').replace(/ {2,}/g, ' ').trim(), MAX_VALUE);
}

function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit);
  return (/[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut).trimEnd();
}

/** Subject and other free text: ASCII as it is, everything else as base64 encoded-words (RFC 2047), folded. */
export function encodeUnstructured(name: string, text: string): string {
  const cleaned = cleanHeaderText(text);
  const plain = PRINTABLE.test(cleaned) && !cleaned.includes('=?') && !/[^ ]{900}/.test(cleaned);
  const start = `${name}: `;
  return `${start}${plain ? fold(cleaned, start.length) : encodeWords(cleaned, start.length)}\r\n`;
}

/** `Name <address>` (RFC 5322 3.4); the address must have passed parseEmailAddress. */
export function encodeMailbox(header: string, name: string | undefined, address: string): string {
  const start = `${header}: `;
  const phrase = encodePhrase(name ?? '', start.length);
  return phrase === '' ? `${start}${address}\r\n` : withAngle(start + phrase, address);
}

/** `List-Id: Name <id>` (RFC 2919). */
export function encodeListId(name: string | undefined, id: string): string {
  const start = 'List-Id: ';
  const phrase = encodePhrase(name ?? '', start.length, MAX_LIST_NAME);
  return phrase === '' ? `${start}<${id}>\r\n` : withAngle(start + phrase, id);
}

/** A display name, folded: bare when it is made of atoms, quoted when ASCII, else encoded-words. */
function encodePhrase(name: string, used: number, limit = MAX_NAME): string {
  const cleaned = truncate(cleanHeaderText(name), limit);
  if (!PRINTABLE.test(cleaned) || cleaned.includes('=?') || /[^ ]{60}/.test(cleaned)) {
    return encodeWords(cleaned, used);
  }
  if (cleaned === '' || ATOM_WORDS.test(cleaned)) return fold(cleaned, used);
  return fold(`"${cleaned.replace(/(["\\])/g, '\\$1')}"`, used);
}

function withAngle(before: string, inside: string): string {
  const column = before.length - 1 - before.lastIndexOf('\n');
  const separator = column + inside.length + 3 > FOLD_AT ? '\r\n ' : ' ';
  return `${before}${separator}<${inside}>\r\n`;
}

/** Base64 encoded-words, broken between code points only, one per line. */
function encodeWords(text: string, used: number): string {
  const words: string[] = [];
  let chunk = '';
  let room = Math.min(WORD_BYTES, Math.floor((FOLD_AT - used - WORD_FRAME) / 4) * 3);
  const begin = room < MIN_WORD_BYTES ? '\r\n ' : '';
  if (begin !== '') room = WORD_BYTES;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (size > room) {
      words.push(chunk);
      chunk = '';
      room = WORD_BYTES;
    }
    chunk += character;
    room -= size;
  }
  words.push(chunk);
  return begin + words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

/** Breaks before spaces so that lines have at most 76 characters where that is possible. */
function fold(text: string, used: number): string {
  if (used + text.length <= FOLD_AT) return text;
  let line = used;
  let result = '';
  for (const word of text.split(' ')) {
    if (result === '') {
      result = word;
      line += word.length;
    } else if (line + 1 + word.length > FOLD_AT) {
      result += `\r\n ${word}`;
      line = 1 + word.length;
    } else {
      result += ` ${word}`;
      line += 1 + word.length;
    }
  }
  return result;
}
