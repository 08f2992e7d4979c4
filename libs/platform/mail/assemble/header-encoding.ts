/** C0, C1 and DEL; line and paragraph separators; marks that change the direction of what follows; zero-width joins stay. */
const UNSAFE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g;
const PRINTABLE = /^[\x20-\x7e]*$/;
const ATOM_WORDS = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?: [A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const MAX_VALUE = 2000;
const FOLD_AT = 76;
/** `=?UTF-8?B?` + 60 characters of base64 + `?=` is 72: under the 75 of RFC 2047 and leaves room for the fold. */
const WORD_BYTES = 45;
const FIRST_WORD_BYTES = 33;

/** One line without anything that could end a header or turn it around; at most 2 000 characters. */
export function cleanHeaderText(text: string): string {
  const cleaned = text.replace(UNSAFE, ' ').replace(/ {2,}/g, ' ').trim();
  return cleaned.length > MAX_VALUE ? truncate(cleaned) : cleaned;
}

function truncate(text: string): string {
  const cut = text.slice(0, MAX_VALUE);
  return /[\ud800-\udbff]$/.test(cut) ? cut.slice(0, -1) : cut;
}

/** Subject and other free text: ASCII as it is, everything else as base64 encoded-words (RFC 2047), folded. */
export function encodeUnstructured(name: string, text: string): string {
  const cleaned = cleanHeaderText(text);
  const plain = PRINTABLE.test(cleaned) && !cleaned.includes('=?') && !/[^ ]{900}/.test(cleaned);
  return `${name}: ${plain ? fold(cleaned, name.length + 2) : encodeWords(cleaned)}\r\n`;
}

/** A display name: bare when it is made of atoms, quoted when ASCII, else encoded-words. */
export function encodeDisplayName(name: string): string {
  const cleaned = cleanHeaderText(name)
    .slice(0, 200)
    .replace(/[\ud800-\udbff]$/, '')
    .trim();
  if (cleaned === '') return '';
  if (!PRINTABLE.test(cleaned) || cleaned.includes('=?') || /[^ ]{60}/.test(cleaned))
    return encodeWords(cleaned);
  if (ATOM_WORDS.test(cleaned)) return cleaned;
  return `"${cleaned.replace(/(["\\])/g, '\\$1')}"`;
}

/** `Name <address>`; the address must have passed parseEmailAddress. */
export function encodeMailbox(header: string, name: string | undefined, address: string): string {
  const display = name === undefined ? '' : encodeDisplayName(name);
  if (display === '') return `${header}: ${address}\r\n`;
  const lastLine =
    display.length - (display.lastIndexOf('\r\n') === -1 ? 0 : display.lastIndexOf('\r\n') + 2);
  const separator = header.length + 2 + lastLine + address.length + 3 > FOLD_AT ? '\r\n ' : ' ';
  const folded = display.startsWith('=?') ? display : fold(display, header.length + 2);
  return `${header}: ${folded}${separator}<${address}>\r\n`;
}

/** Base64 encoded-words, broken between code points only, one per line. */
function encodeWords(text: string): string {
  const words: string[] = [];
  let chunk = '';
  let bytes = 0;
  for (const character of text) {
    const size = Buffer.byteLength(character);
    if (bytes + size > (words.length === 0 ? FIRST_WORD_BYTES : WORD_BYTES)) {
      words.push(chunk);
      chunk = '';
      bytes = 0;
    }
    chunk += character;
    bytes += size;
  }
  words.push(chunk);
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join('\r\n ');
}

/** Breaks before spaces so that lines stay under 76 characters where that is possible. */
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
