import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What the server should answer for one recipient; undefined accepts. */
export type Verdict =
  { code: number; text: string; at: 'RCPT' | 'DATA' } | { drop: 'before-reply' } | undefined;

export interface SmtpSink {
  url: string;
  /** Recipients of every message that was taken whole, in order, also those whose reply was never sent. */
  received: string[];
  /** Decides for each recipient; may wait. */
  decide: (recipient: string) => Verdict | Promise<Verdict>;
  stop(): Promise<void>;
}

/** A real SMTP server whose answers a test chooses, and which remembers every message it took. */
export async function startSmtpSink(): Promise<SmtpSink> {
  const sink: SmtpSink = { url: '', received: [], decide: () => undefined, stop: async () => undefined };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 100,
    onRcptTo: ({ address }, _session, done) => {
      void Promise.resolve(sink.decide(address)).then((verdict) => done(refusal(verdict, 'RCPT')));
    },
    onData: (stream, session, done) => {
      stream.resume();
      stream.on('end', () => {
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
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  sink.url = `smtp://127.0.0.1:${port}?tls=off`;
  sink.stop = () => new Promise((resolve) => server.close(() => resolve()));
  return sink;
}

function refusal(verdict: Verdict, at: 'RCPT' | 'DATA'): Error | null {
  if (!verdict || 'drop' in verdict || verdict.at !== at) return null;
  return Object.assign(new Error(verdict.text), { responseCode: verdict.code });
}
