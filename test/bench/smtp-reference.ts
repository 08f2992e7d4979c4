import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { createConnection } from 'node:net';
import { freePort } from '@platform/processes';

/** Debian keeps these beside the mail server, off the usual path of users. */
const PATH = `${process.env.PATH ?? ''}:/usr/sbin:/usr/lib/postfix/sbin`;

export interface Sink {
  port: number;
  url: string;
  stop(): void;
}

/** Postfix' smtp-sink: takes mail as fast as C can and throws it away. Root has to name an unprivileged user. */
export async function startSink(extra: string[] = []): Promise<Sink> {
  const port = await freePort();
  const asRoot = process.getuid?.() === 0 ? ['-u', 'nobody'] : [];
  const child = spawn('smtp-sink', [...asRoot, ...extra, `127.0.0.1:${port}`, '1000'], {
    stdio: 'ignore',
    env: { ...process.env, PATH },
  });
  await untilListening(port, child);
  return { port, url: `smtp://127.0.0.1:${port}?tls=off`, stop: () => child.kill('SIGKILL') };
}

/** Messages per second of postfix' smtp-source into a sink: C to C, what the wire can do. */
export function measureSource(
  sink: Sink,
  load: { messages: number; bytes: number; connections: number },
): number {
  const started = performance.now();
  execFileSync(
    'smtp-source',
    [
      '-d',
      ...['-s', String(load.connections)],
      ...['-m', String(load.messages)],
      ...['-l', String(load.bytes)],
      ...['-f', 'news@bench.example.com'],
      ...['-t', 'someone@r.example.net'],
      `127.0.0.1:${sink.port}`,
    ],
    { env: { ...process.env, PATH }, stdio: 'ignore', timeout: 600_000 },
  );
  return load.messages / ((performance.now() - started) / 1000);
}

export function hasPostfix(): boolean {
  try {
    execFileSync('which', ['smtp-sink', 'smtp-source'], { env: { ...process.env, PATH }, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`smtp-sink ended with code ${child.exitCode}.`);
    const connected = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: '127.0.0.1' });
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (connected) return;
    if (Date.now() > deadline) throw new Error('smtp-sink does not answer.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
