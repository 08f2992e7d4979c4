export type TransferEncoding = '7bit' | 'quoted-printable';

const MAX_LINE = 998;
const HEX = '0123456789ABCDEF';

/**
 * A body part as it goes into the message: unchanged where it is already 7-bit with lines of at most 998 octets, else
 * quoted-printable. `text` must have CRLF line ends.
 */
export function encodeBody(text: string): { encoding: TransferEncoding; body: string } {
  // As many octets as characters means ASCII; counting octets is many times faster than a regular expression.
  const sevenBit = Buffer.byteLength(text) === text.length && !text.includes('\0');
  if (sevenBit && !hasLongLine(text)) return { encoding: '7bit', body: text };
  return { encoding: 'quoted-printable', body: quotedPrintable(text) };
}

function hasLongLine(text: string): boolean {
  let start = 0;
  for (;;) {
    const end = text.indexOf('\r\n', start);
    if (end === -1) return text.length - start > MAX_LINE;
    if (end - start > MAX_LINE) return true;
    start = end + 2;
  }
}

/** RFC 2045 6.7: lines of at most 76 characters, white space at line ends encoded, CRLF kept as line ends. */
export function quotedPrintable(text: string): string {
  const source = Buffer.from(text, 'utf8');
  const target = Buffer.allocUnsafe(source.length * 3 + Math.ceil(source.length / 24) * 3 + 16);
  let column = 0;
  let out = 0;
  for (let at = 0; at < source.length; at += 1) {
    const byte = source[at] ?? 0;
    if (byte === 13 && source[at + 1] === 10) {
      target[out++] = 13;
      target[out++] = 10;
      at += 1;
      column = 0;
      continue;
    }
    const atLineEnd = at + 1 === source.length || (source[at + 1] === 13 && source[at + 2] === 10);
    const literal = byte === 32 || byte === 9 ? !atLineEnd : byte > 32 && byte < 127 && byte !== 61;
    // 75, because the soft break itself needs one column; a literal that ends its line may use the last one.
    if (column + (literal ? 1 : 3) > (atLineEnd ? 76 : 75)) {
      target[out++] = 61;
      target[out++] = 13;
      target[out++] = 10;
      column = 0;
    }
    if (literal) target[out++] = byte;
    else {
      target[out++] = 61;
      target[out++] = HEX.charCodeAt(byte >> 4);
      target[out++] = HEX.charCodeAt(byte & 15);
    }
    column += literal ? 1 : 3;
  }
  return target.toString('latin1', 0, out);
}
