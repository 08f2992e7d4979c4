import type { AddressInfo } from 'node:net';

import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

import type { MessageStore } from './message-store';

/** Bytes of one message; larger ones are refused with 552. */
export const MAX_MESSAGE_BYTES = 25 * 1024 * 1024;

const MAX_CLIENTS = 200;
const CLOSE_TIMEOUT_MS = 500;

/** The SMTP side of the local mailbox: takes mail from anyone on this machine for any address. */
export class SmtpCatcher {
  private readonly server: SMTPServer;

  constructor(private readonly store: MessageStore) {
    this.server = new SMTPServer({
      name: 'localhost',
      banner: 'Tidings local mailbox',
      logger: false,
      disabledCommands: ['AUTH', 'STARTTLS'],
      hideSTARTTLS: true,
      authOptional: true,
      disableReverseLookup: true,
      size: MAX_MESSAGE_BYTES,
      maxClients: MAX_CLIENTS,
      closeTimeout: CLOSE_TIMEOUT_MS,
      onData: (stream, session, callback) => {
        this.receive(stream, session).then(
          (reply) => callback(null, reply),
          (error: unknown) => callback(asSmtpError(error)),
        );
      },
    });
    // A client that vanishes in the middle is no event for a mailbox; start-up errors are handled in listen().
    this.server.on('error', () => undefined);
  }

  /** Listens on 127.0.0.1; resolves with the port, which differs from the one asked for when that was 0. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.server.once('error', reject);
      const listening = this.server.listen(port, '127.0.0.1', () => {
        this.server.server.off('error', reject);
        resolve((listening.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const raw = await readMessage(stream);
    const { mailFrom, rcptTo } = session.envelope;
    const from = mailFrom === false ? '' : mailFrom.address;
    const message = await this.store.add(raw, { from, to: rcptTo.map(({ address }) => address) });
    return `OK: stored as ${message.id}`;
  }
}

class SmtpError extends Error {
  constructor(
    readonly responseCode: number,
    message: string,
  ) {
    super(message);
  }
}

async function readMessage(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // Read to the end even when it is too large: only then is the client ready to hear the refusal.
  for await (const chunk of stream) {
    if (stream.sizeExceeded) chunks.length = 0;
    else chunks.push(chunk as Buffer);
  }
  if (stream.sizeExceeded) {
    throw new SmtpError(552, `Message exceeds ${MAX_MESSAGE_BYTES} bytes, the limit of the local mailbox`);
  }
  return Buffer.concat(chunks);
}

/** A write that fails (a full disk, say) is temporary for the client: it keeps the message and tries again. */
function asSmtpError(error: unknown): SmtpError {
  if (error instanceof SmtpError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return new SmtpError(452, `The local mailbox could not store the message (${code})`);
}
