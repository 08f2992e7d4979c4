import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** What the server does with one message. */
export type Behaviour = 'take' | 'take-and-drop' | 'drop-inside' | 'stall' | 'busy';

export interface RecordingSink {
  url: string;
  /** Times each message was taken whole, by the delivery's id, which stands in its Message-ID. */
  received: Map<string, number>;
  /** When each message was taken first, by the right clock (milliseconds). */
  takenAt: Map<string, number>;
  /** Messages whose answer was withheld. */
  unanswered: number;
  behave: () => Behaviour;
  stop(): Promise<void>;
}

const MESSAGE_ID = /^Message-ID: <([0-9a-f-]{36})@/im;

/** How long a stalled answer takes; longer than a worker is allowed to live on average, shorter than its patience. */
const STALL_MS = 4_000;

/** A real SMTP server that writes down every message it took responsibility for, and misbehaves as told. */
export async function startRecordingSink(): Promise<RecordingSink> {
  const sink: RecordingSink = {
    url: '',
    received: new Map(),
    takenAt: new Map(),
    unanswered: 0,
    behave: () => 'take',
    stop: async () => undefined,
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    closeTimeout: 100,
    onData: (stream, session, done) => {
      const behaviour = sink.behave();
      // The client may have sent all of it before it notices: nobody can know then, as when the answer is lost.
      if (behaviour === 'drop-inside') sink.unanswered += 1;
      let head = '';
      stream.on('data', (chunk: Buffer) => {
        if (head.length < 8_192) head += chunk.toString('latin1');
        if (behaviour === 'drop-inside') hangUp(server, session.id);
      });
      stream.on('end', () => finish({ sink, server, sessionId: session.id, behaviour, head }, done));
    },
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  sink.url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}?tls=off`;
  sink.stop = () => new Promise((resolve) => server.close(() => resolve()));
  return sink;
}

interface Message {
  sink: RecordingSink;
  server: SMTPServer;
  sessionId: string;
  behaviour: Behaviour;
  head: string;
}

function finish(
  { sink, server, sessionId, behaviour, head }: Message,
  done: (error?: Error | null, message?: string) => void,
): void {
  if (behaviour === 'drop-inside') return;
  if (behaviour === 'busy') {
    done(Object.assign(new Error('4.3.2 try again later'), { responseCode: 421 }));
    return;
  }
  const id = MESSAGE_ID.exec(head)?.[1] ?? 'without an id';
  sink.received.set(id, (sink.received.get(id) ?? 0) + 1);
  if (!sink.takenAt.has(id)) sink.takenAt.set(id, Date.now());
  if (behaviour === 'take-and-drop') {
    sink.unanswered += 1;
    hangUp(server, sessionId);
  } else if (behaviour === 'stall') setTimeout(() => done(null, 'taken at last'), STALL_MS).unref();
  else done(null, 'taken');
}

function hangUp(server: SMTPServer, sessionId: string): void {
  for (const connection of server.connections as Set<{ id: string; _socket?: { destroy(): void } }>) {
    if (connection.id === sessionId) connection._socket?.destroy();
  }
}
