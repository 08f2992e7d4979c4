import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';

export interface ReceivedMessage {
  from: string;
  to: string;
  /** As it crossed the wire, dots removed. */
  data: string;
  /** Id of the connection. */
  session: string;
}

/** A real SMTP server on a free port of 127.0.0.1 that counts connections. */
export interface TestSmtpServer {
  port: number;
  url: string;
  received: ReceivedMessage[];
  /** Connections ever made. */
  connections: () => number;
  /** Connections open now. */
  openNow: () => number;
  /** Most connections that were ever open together. */
  mostAtOnce: () => number;
  stop: () => Promise<void>;
}

export interface TestSmtpServerOptions extends SMTPServerOptions {
  /** Called with each message before it is answered. */
  onMessage?: (message: ReceivedMessage) => Promise<void> | void;
}

/** No sign-in and no encryption unless the options say otherwise. */
export async function startSmtpServer(options: TestSmtpServerOptions = {}): Promise<TestSmtpServer> {
  const { onMessage, ...more } = options;
  const received: ReceivedMessage[] = [];
  const count = { ever: 0, most: 0 };
  const open = new Set<Socket>();
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    onData(stream, { envelope, id }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const message = {
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to: envelope.rcptTo[0]?.address ?? '',
          data: Buffer.concat(chunks).toString('latin1'),
          session: id,
        };
        void Promise.resolve(onMessage?.(message)).then(() => {
          received.push(message);
          done(null, 'queued');
        });
      });
    },
    ...more,
  });
  // A dropped connection is part of some tests.
  server.on('error', () => undefined);
  server.server.on('connection', (socket: Socket) => {
    count.ever += 1;
    open.add(socket);
    count.most = Math.max(count.most, open.size);
    socket.once('close', () => open.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    received,
    connections: () => count.ever,
    openNow: () => open.size,
    mostAtOnce: () => count.most,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        open.forEach((socket) => socket.destroy());
      }),
  };
}
