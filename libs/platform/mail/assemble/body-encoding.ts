export interface EncodedBody {
  encoding: '7bit' | 'quoted-printable';
  /** ASCII with CRLF line ends. */
  body: string;
}

const MAX_LINE = 998;
const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;
const DOT = 46;
const EQUALS = 61;
const LETTER_F = 70;
/** Octets that stand for themselves in quoted-printable, white space at line ends excepted. */
const LITERAL = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte === TAB || (byte >= SPACE && byte < 127 && byte !== EQUALS) ? 1 : 0,
);
const HEX = Buffer.from('0123456789ABCDEF');
const LINE = 75;

/**
 * A body part as it goes into the message: unchanged where it is already 7-bit with lines of at most 998 octets, else
 * quoted-printable. `text` must have CRLF line ends and no control characters.
 */
export function encodeBody(text: string): EncodedBody {
  // As many octets as characters means ASCII; counting octets is many times faster than a regular expression.
  const sevenBit = Buffer.byteLength(text) === text.length;
  if (sevenBit && !hasLongLine(text)) return { encoding: '7bit', body: text };
  return { encoding: 'quoted-printable', body: quotedPrintable(text) };
}

/** The same for plain text, where some relays change lines that start with `From `. (The HTML has none.) */
export function encodeTextBody(text: string): EncodedBody {
  if (!text.startsWith('From ') && !text.includes('\nFrom ')) return encodeBody(text);
  return { encoding: 'quoted-printable', body: quotedPrintable(text) };
}

/** Looks for a line end in each stretch of 1 000, instead of at every line. */
function hasLongLine(text: string): boolean {
  // The last line may end without a line end.
  for (let start = 0; text.length - start > MAX_LINE;) {
    const end = text.lastIndexOf('\n', start + MAX_LINE + 1);
    if (end < start) return true;
    start = end + 1;
  }
  return false;
}

const MAX_KEPT = 1024 * 1024;
let kept = Buffer.alloc(0);

/** Used again for the next text of a usual size: fresh memory costs as much as the work, and drives the collector. */
function takeWorkspace(octets: number): Buffer {
  if (octets > MAX_KEPT) return Buffer.allocUnsafeSlow(octets);
  if (kept.length < octets) kept = Buffer.allocUnsafeSlow(octets);
  return kept;
}

/**
 * RFC 2045 6.7: lines of at most 76 characters, white space at line ends encoded, CRLF kept as line ends. No line starts
 * with a dot or with `From `, which some relays change.
 */
export function quotedPrintable(text: string): string {
  const workspace = takeWorkspace(text.length * 13 + 16);
  const source = workspace.subarray(0, text.length * 3);
  const length = source.write(text);
  // Each octet three, three more for each line, which has 24 of them at least, and a few for the last one.
  const target = workspace.subarray(source.length);
  let out = 0;
  let column = 0;
  let at = 0;
  while (at < length) {
    const start = at;
    const end = column === 0 && isRiskyStart(source, at) ? at : Math.min(length, at + LINE - column);
    for (; at < end; at += 1) {
      const byte = source[at] as number;
      if (LITERAL[byte] !== 1) break;
      target[out++] = byte;
    }
    column += at - start;
    if (at === length) break;
    const byte = source[at] as number;
    if (byte === CR && source[at + 1] === LF) {
      out = writeLineEnd(target, protectLastSpace(target, out, column));
      column = 0;
      at += 2;
    } else if (column > LINE - 3) {
      target[out++] = EQUALS;
      out = writeLineEnd(target, out);
      column = 0;
    } else {
      out = writeEncoded(target, out, byte);
      column += 3;
      at += 1;
    }
  }
  return target.toString('latin1', 0, protectLastSpace(target, out, column));
}

function writeLineEnd(target: Buffer, at: number): number {
  target[at] = CR;
  target[at + 1] = LF;
  return at + 2;
}

function writeEncoded(target: Buffer, at: number, byte: number): number {
  target[at] = EQUALS;
  target[at + 1] = HEX[byte >> 4] as number;
  target[at + 2] = HEX[byte & 15] as number;
  return at + 3;
}

/** White space at the end of a line would be taken away on the way. */
function protectLastSpace(target: Buffer, at: number, column: number): number {
  const last = target[at - 1] as number;
  if (column === 0 || (last !== TAB && last !== SPACE)) return at;
  let start = at - 1;
  if (column > LINE - 2) {
    target[start] = EQUALS;
    start = writeLineEnd(target, start + 1);
  }
  return writeEncoded(target, start, last);
}

function isRiskyStart(source: Buffer, at: number): boolean {
  return source[at] === DOT || (source[at] === LETTER_F && source.toString('latin1', at, at + 5) === 'From ');
}
