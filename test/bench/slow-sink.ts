import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail server that takes `delayMs` for each message, as one far away does. Counts connections at the same time. */
export interface SlowSink {
  url: string;
  /** Most connections that were open at once since the last `reset`. */
  mostConnections: number;
  reset(): void;
  stop(): Promise<void>;
}

export async function startSlowSink(delayMs: number): Promise<SlowSink> {
  let open = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 100,
    onConnect: (_session, done) => {
      open += 1;
      sink.mostConnections = Math.max(sink.mostConnections, open);
      done();
    },
    onClose: () => (open -= 1),
    onData: (stream, _session, done) => {
      stream.resume();
      stream.on('end', () => setTimeout(() => done(null, 'taken'), delayMs));
    },
  });
  server.on('error', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  const sink: SlowSink = {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}?tls=off`,
    mostConnections: 0,
    reset: () => (sink.mostConnections = open),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return sink;
}
