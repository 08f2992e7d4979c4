import type { CompiledMessage } from '../compile/compiled-message';

/** Room beyond what was asked for, when a block has to grow. */
const GROWTH = 1.5;

/** Octets that most messages stay under. */
export function expectedSize({ html, text, links }: CompiledMessage): number {
  return html.length + text.length * 2 + links.length * 200 + 6000;
}

/**
 * The messages of a batch, one after the other in one piece of memory outside of the thread's limited heap, which is
 * handed to the main thread without copying.
 */
export class MessageBlock {
  private bytes: Buffer;
  private end = 0;

  /** Uses `memory` when it is large enough; what was in it is overwritten. */
  constructor(expectedSize: number, memory?: ArrayBuffer) {
    this.bytes =
      memory !== undefined && memory.byteLength >= expectedSize
        ? Buffer.from(memory)
        : Buffer.allocUnsafeSlow(expectedSize);
  }

  get memory(): ArrayBuffer {
    return this.bytes.buffer as ArrayBuffer;
  }

  /** Octets written so far; where the next message begins. */
  get length(): number {
    return this.end;
  }

  /** Appends pieces of ASCII text. */
  write(pieces: readonly string[]): void {
    this.reserve(pieces.reduce((sum, piece) => sum + piece.length, 0));
    for (const piece of pieces) this.end += this.bytes.write(piece, this.end, 'latin1');
  }

  /** What was written from `start` on. Valid until the next write. */
  since(start: number): Buffer {
    return this.bytes.subarray(start, this.end);
  }

  /** Doubles the dots at line starts of what was written from `start` on (RFC 5321 4.5.2). */
  doubleDots(start: number): void {
    const written = this.since(start);
    if (!written.includes('\n.')) return;
    const doubled = written.toString('latin1').replaceAll('\n.', '\n..');
    this.forget(start);
    this.write([doubled]);
  }

  /** Takes back what was written from `start` on: a message that failed half-way. */
  forget(start: number): void {
    this.end = start;
  }

  private reserve(octets: number): void {
    if (this.end + octets <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.ceil((this.end + octets) * GROWTH));
    this.bytes.copy(larger, 0, 0, this.end);
    this.bytes = larger;
  }
}
