import { connect, type Socket } from 'node:net';

/**
 * A kept-alive HTTP/1.1 connection that does the least: its processor time is part of what a benchmark measures on the same
 * cores. Understands answers with a Content-Length, as the api gives them.
 */
export class HttpVisitor {
  private read: Buffer = Buffer.alloc(0);
  private answered: ((status: number) => void) | null = null;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => this.take(chunk));
    socket.once('close', () => this.end(0));
    socket.on('error', () => this.end(0));
  }

  static async open(port: number): Promise<HttpVisitor> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new HttpVisitor(socket);
  }

  /** The status of the answer once it is here whole; 0 when the connection broke. */
  async ask(request: string): Promise<number> {
    if (this.socket.destroyed) return 0;
    return new Promise((resolve) => {
      this.answered = resolve;
      this.socket.write(request);
    });
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.read = this.read.length === 0 ? chunk : Buffer.concat([this.read, chunk]);
    const head = this.read.indexOf('\r\n\r\n');
    if (head === -1) return;
    const text = this.read.toString('latin1', 0, head);
    const length = /\r\ncontent-length: (\d+)/i.exec(text)?.[1];
    if (length === undefined) return this.close();
    if (this.read.length < head + 4 + Number(length)) return;
    this.read = Buffer.alloc(0);
    this.end(Number(text.slice(9, 12)));
  }

  private end(status: number): void {
    const answered = this.answered;
    this.answered = null;
    answered?.(status);
  }
}
