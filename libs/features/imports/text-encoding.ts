import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

export type TextEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** What Windows-1252 has where ISO 8859-1 has control characters (0x80 to 0x9f); gaps stay as they are. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/**
 * Recognises the encoding of a text file from all its bytes: by its byte order mark, else UTF-8 when it is valid
 * UTF-8 throughout, else Windows-1252, which is what spreadsheets write when they don't write UTF-8.
 */
export class EncodingSniffer {
  private byMark: TextEncoding | undefined;
  private started = false;
  private isValidUtf8 = true;
  private tail = Buffer.alloc(0);

  push(chunk: Buffer): void {
    const bytes = this.tail.length > 0 ? Buffer.concat([this.tail, chunk]) : chunk;
    if (!this.started && bytes.length < 4) {
      this.tail = Buffer.from(bytes);
      return;
    }
    if (!this.started) this.byMark = encodingOfMark(bytes);
    this.started = true;
    const complete = bytes.length - incompleteTail(bytes);
    this.isValidUtf8 &&= isUtf8(bytes.subarray(0, complete));
    this.tail = Buffer.from(bytes.subarray(complete));
  }

  /** True when more bytes cannot change the answer. */
  get isDecided(): boolean {
    return this.byMark !== undefined || !this.isValidUtf8;
  }

  result(): TextEncoding {
    const byMark = this.byMark ?? encodingOfMark(this.tail);
    if (byMark) return byMark;
    return this.isValidUtf8 && isUtf8(this.tail) ? 'utf-8' : 'windows-1252';
  }
}

/** Decodes a file piece by piece; takes the byte order mark away and drops NUL, which no database text may hold. */
export class TextPieces {
  private readonly decoder: TextDecoder | null;

  constructor(encoding: TextEncoding) {
    this.decoder = encoding === 'windows-1252' ? null : new TextDecoder(encoding);
  }

  push(chunk: Buffer): string {
    return withoutNul(this.decoder ? this.decoder.decode(chunk, { stream: true }) : decodeWindows1252(chunk));
  }

  end(): string {
    return withoutNul(this.decoder?.decode() ?? '');
  }
}

function withoutNul(text: string): string {
  return text.includes('\u0000') ? text.replaceAll('\u0000', '') : text;
}

function decodeWindows1252(chunk: Buffer): string {
  return chunk
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => WINDOWS_1252[character.charCodeAt(0) - 0x80] ?? character);
}

function encodingOfMark(bytes: Buffer): TextEncoding | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** Bytes at the end that may be the beginning of a UTF-8 character (at most 3). */
function incompleteTail(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte >= 0xc0) return back;
    if (byte < 0x80) return 0;
  }
  return 0;
}
