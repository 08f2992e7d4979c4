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
  /**
   * Milliseconds since 1970 between which MAIL FROM came: on a busy machine this process may look at what has come a while
   * after it came.
   */
  came: { after: number; by: number };
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
  /** Breaks those that are open. */
  breakConnections(): void;
  /** Refuses connections and breaks those that are open, until `comeBack`. */
  goDown(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

/** A real SMTP server whose answers a test chooses, and which remembers every message it took. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const clock = new LoopClock();
  const open = new Set<Socket>();
  const counted = new Set<Socket>();
  let most = 0;
  let server = serverFor(() => sink, clock);
  const listen = async (port: number): Promise<number> => {
    server.on('error', () => undefined);
    server.server.on('connection', (socket: Socket) => {
      open.add(socket);
      counted.add(socket);
      most = Math.max(most, counted.size);
      // From here on it is over for the server, which may hear of the end only after the next one has knocked.
      socket.once('finish', () => counted.delete(socket));
      socket.once('close', () => {
        open.delete(socket);
        counted.delete(socket);
      });
    });
    server.listen(port, '127.0.0.1');
    await once(server.server, 'listening');
    return (server.server.address() as AddressInfo).port;
  };
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      sink.breakConnections();
    });
  const sink: SmtpSink = {
    url: '',
    port: 0,
    received: [],
    asked: [],
    decide: () => undefined,
    greet: () => undefined,
    mostAtOnce: () => most,
    breakConnections: () => open.forEach((socket) => socket.destroy()),
    goDown: close,
    comeBack: async () => {
      server = serverFor(() => sink, clock);
      await listen(sink.port);
    },
    stop: () => {
      clock.stop();
      return close();
    },
  };
  sink.port = await listen(0);
  sink.url = `smtp://127.0.0.1:${sink.port}?tls=off`;
  return sink;
}

/** Knows since when the event loop may not have looked at its sockets. */
class LoopClock {
  private ticks = [Date.now(), Date.now()];
  private readonly timer = setInterval(() => (this.ticks = [this.ticks[1]!, Date.now()]), 2).unref();

  now(): AskedMessage['came'] {
    return { after: this.ticks[0]!, by: Date.now() };
  }

  stop(): void {
    clearInterval(this.timer);
  }
}

function serverFor(theSink: () => SmtpSink, clock: LoopClock): SMTPServer {
  const came = new WeakMap<object, AskedMessage['came']>();
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
    onMailFrom: (_address, session, done) => {
      came.set(session, clock.now());
      done();
    },
    onRcptTo: ({ address }, session, done) => {
      const sink = theSink();
      const { mailFrom } = session.envelope;
      const from = mailFrom ? mailFrom.address : '';
      sink.asked.push({ from, to: address, came: came.get(session) ?? clock.now() });
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
