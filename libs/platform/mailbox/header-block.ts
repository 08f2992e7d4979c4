/** One header field as it stands in a message: the name as written, the value unfolded but not decoded. */
export interface HeaderField {
  name: string;
  value: string;
}

const CRLF_CRLF = Buffer.from('\r\n\r\n');
const LF_LF = Buffer.from('\n\n');

/** Bytes of the header block looked at; what a sender puts beyond this is not indexed (it is still stored). */
const MAX_HEADER_BYTES = 256 * 1024;

function headerEnd(raw: Buffer): number {
  const ends = [raw.indexOf(CRLF_CRLF), raw.indexOf(LF_LF)].filter((at) => at >= 0);
  return Math.min(raw.length, MAX_HEADER_BYTES, ...ends);
}

/**
 * The header fields of a message, in order. Tolerates bare LF, 8-bit text (read as UTF-8) and lines that are
 * no header at all (skipped): whatever a client was able to send has to be listed.
 */
export function readHeaderFields(raw: Buffer): HeaderField[] {
  const lines = raw.toString('utf8', 0, headerEnd(raw)).split(/\r?\n/);
  const fields: HeaderField[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last.value += ` ${line.trim()}`;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0) fields.push({ name: line.slice(0, colon).trim(), value: line.slice(colon + 1).trim() });
  }
  return fields;
}

function encodedBytes(encoding: string, text: string): Buffer {
  if (encoding.toLowerCase() === 'b') return Buffer.from(text, 'base64');
  const latin = text
    .replace(/_/g, ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(latin, 'latin1');
}

function decodeBytes(charset: string, bytes: Buffer): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // An unknown charset: latin1 shows something for every byte.
    return bytes.toString('latin1');
  }
}

const ENCODED_WORD = /=\?([^?*\s]{1,40})(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi;

/** Decodes the RFC 2047 encoded words of a header value; everything else is left as it is. */
export function decodeHeaderValue(value: string): string {
  if (!value.includes('=?')) return value;
  let decoded = '';
  let position = 0;
  let run: { charset: string; bytes: Buffer[] } | undefined;
  const flush = () => {
    if (run) decoded += decodeBytes(run.charset, Buffer.concat(run.bytes));
    run = undefined;
  };
  for (const match of value.matchAll(ENCODED_WORD)) {
    const [whole, charset = 'utf-8', encoding = 'b', text = ''] = match;
    const between = value.slice(position, match.index);
    // White space between two encoded words is not part of the text, and a character may be cut in two by it.
    const adjacent = run !== undefined && /^\s*$/.test(between);
    if (!adjacent) {
      flush();
      decoded += between;
    }
    if (run && run.charset.toLowerCase() !== charset.toLowerCase()) flush();
    run ??= { charset, bytes: [] };
    run.bytes.push(encodedBytes(encoding, text));
    position = match.index + whole.length;
  }
  flush();
  return decoded + value.slice(position);
}
