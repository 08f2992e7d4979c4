import { createHash } from 'node:crypto';

const TAB = 9;
const LF = 10;
const CR = 13;
const SPACE = 32;

/** One header field (`Name: value`, perhaps folded, with or without its CRLF) as RFC 6376 3.4.2 wants it, without CRLF. */
export function relaxedHeader(field: string): string {
  const colon = field.indexOf(':');
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .trim();
  return `${field.slice(0, colon).trimEnd().toLowerCase()}:${value}`;
}

/** Holds one body at a time; a thread signs one message after the other. */
let scratch = Buffer.alloc(0);

/**
 * SHA-256 in base64 of a body in relaxed form (RFC 6376 3.4.4): runs of white space become one space, white space at line
 * ends and empty lines at the end go. All line ends must be CRLF.
 */
export function relaxedBodyHash(body: Buffer): string {
  if (scratch.length < body.length + 2) scratch = Buffer.allocUnsafeSlow(body.length * 2 + 2);
  const length = relaxBody(body, scratch);
  return createHash('sha256').update(scratch.subarray(0, length)).digest('base64');
}

/** Writes the relaxed form and returns its length. Copies what stands between the few places that change. */
function relaxBody(body: Buffer, target: Buffer): number {
  const end = contentEnd(body);
  if (end === 0) return 0;
  // Every run of two has a byte at an even distance, and so has every space with the CR after it. A single tab need not.
  const step = body.includes(TAB) ? 1 : 2;
  let from = 0;
  let out = 0;
  for (let at = step - 1; at < end; at += step) {
    const byte = body[at] as number;
    if (byte > SPACE || byte === LF) continue;
    const before = isSpace(body[at - 1]);
    if (byte === SPACE && !before && (body[at + 1] as number) > SPACE) continue;
    const start = before ? at - 1 : at;
    let next = start;
    while (isSpace(body[next])) next += 1;
    if (next === start) continue;
    out += body.copy(target, out, from, start);
    if (body[next] !== CR) target[out++] = SPACE;
    from = next;
    at = next;
  }
  out += body.copy(target, out, from, end);
  target[out++] = CR;
  target[out++] = LF;
  return out;
}

/** Where the last line that is not empty ends, before its line end. */
function contentEnd(body: Buffer): number {
  let end = body.length;
  while (end > 0 && (isSpace(body[end - 1]) || body[end - 1] === LF || body[end - 1] === CR)) end -= 1;
  return end;
}

function isSpace(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}
