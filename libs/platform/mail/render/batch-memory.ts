/** What is kept for later batches; a batch of 50 newsletters takes some 4 MB. */
const MAX_FREE_OCTETS = 32 * 1024 * 1024;

/** Memory that batches of messages are made in, to be used again once nobody needs the messages of a batch. */
export class BatchMemory {
  private readonly free: ArrayBuffer[] = [];

  /** The smallest free piece of at least that many octets; undefined when there is none. */
  take(octets: number): ArrayBuffer | undefined {
    const fitting = this.free.filter((piece) => piece.byteLength >= octets);
    const smallest = fitting.sort((a, b) => a.byteLength - b.byteLength)[0];
    if (smallest !== undefined) this.free.splice(this.free.indexOf(smallest), 1);
    return smallest;
  }

  /** To be called once for each message in the piece; the last call makes it free. */
  releaseAfter(messages: number, piece: ArrayBuffer): () => void {
    let left = messages;
    return () => {
      left -= 1;
      if (left === 0) this.give(piece);
    };
  }

  private give(piece: ArrayBuffer): void {
    this.free.push(piece);
    let octets = this.free.reduce((sum, { byteLength }) => sum + byteLength, 0);
    while (octets > MAX_FREE_OCTETS) octets -= this.free.shift()?.byteLength ?? octets;
  }
}

/** Bytes of one message in shared memory. */
export class MessageBytes {
  private bytes: Uint8Array | undefined;

  constructor(
    bytes: Uint8Array,
    private readonly onRelease: () => void,
  ) {
    this.bytes = bytes;
  }

  /** @throws Error after release: the bytes may belong to somebody else's message by then. */
  get raw(): Uint8Array {
    if (this.bytes === undefined)
      throw new Error('The message was used after its memory had been given back.');
    return this.bytes;
  }

  release(): void {
    if (this.bytes === undefined) return;
    this.bytes = undefined;
    this.onRelease();
  }
}
