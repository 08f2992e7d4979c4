import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What the server should answer for one recipient; undefined accepts. */
export type Verdict =
  { code: number; text: string; at: 'RCPT' | 'DATA' } | { drop: 'before-reply' } | undefined;

/** A message that somebody wanted to hand over. */
export interface AskedMessage {
  from: string;
  to: string;
  /** When RCPT TO came, milliseconds since 1970. */
  at: number;
}

export interface SmtpSink {
  url: string;
  port: number;
  /** Recipients of every message that was taken whole, in order, also those whose reply was never sent. */
  received: string[];
  /** Every RCPT TO, in order, whatever the answer. */
  asked: AskedMessage[];
  /** Decides for each recipient; may wait. */
  decide: (recipient: string) => Verdict | Promise<Verdict>;
  /** What a new connection is greeted with instead of 220; undefined lets it in. */
  greet: () => { code: number; text: string } | undefined;
  /** Most connections that were ever open together, since `asked` was emptied last. */
  mostAtOnce: () => number;
  /** Refuses connections and breaks those that are open, until `comeBack`. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/** A real SMTP server whose answers a test chooses, and which remembers every message it took. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const open = new Set<Socket>();
  let most = 0;
  let server = serverFor(() => sink);
  const listen = async (port: number): Promise<number> => {
    server.on('error', () => undefined);
    server.server.on('connection', (socket: Socket) => {
      open.add(socket);
      most = Math.max(most, open.size);
      socket.once('close', () => open.delete(socket));
    });
    server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    return (server.server.address() as AddressInfo).port;
  };
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  const sink: SmtpSink = {
    url: '',
    port: 0,
    received: [],
    asked: [],
    decide: () => undefined,
    greet: () => undefined,
    mostAtOnce: () => most,
    goDown: close,
    comeBack: async () => {
      server = serverFor(() => sink);
      await listen(sink.port);
    },
    stop: close,
  };
  sink.port = await listen(0);
  sink.url = `smtp://127.0.0.1:${sink.port}?tls=off`;
  return sink;
}

function serverFor(theSink: () => SmtpSink): SMTPServer {
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    onConnect: (_session, done) => {
      const refused = theSink().greet();
      done(refused ? Object.assign(new Error(refused.text), { responseCode: refused.code }) : null);
    },
    onRcptTo: ({ address }, { envelope }, done) => {
      const sink = theSink();
      const from = envelope.mailFrom ? envelope.mailFrom.address : '';
      sink.asked.push({ from, to: address, at: Date.now() });
      void Promise.resolve(sink.decide(address)).then((verdict) => done(refusal(verdict, 'RCPT')));
    },
    onData: (stream, session, done) => {
      stream.resume();
      stream.on('end', () => {
        const sink = theSink();
        const recipient = session.envelope.rcptTo[0]?.address ?? '';
        void Promise.resolve(sink.decide(recipient)).then((verdict) => {
          const refused = refusal(verdict, 'DATA');
          if (refused) return done(refused);
          sink.received.push(recipient);
          if (verdict && 'drop' in verdict) {
            for (const connection of server.connections as Set<{ _socket?: { destroy(): void } }>) {
              connection._socket?.destroy();
            }
            return;
          }
          done(null, 'taken');
        });
      });
    },
  });
  return server;
}

function refusal(verdict: Verdict, at: 'RCPT' | 'DATA'): Error | null {
  if (!verdict || 'drop' in verdict || verdict.at !== at) return null;
  return Object.assign(new Error(verdict.text), { responseCode: verdict.code });
}
