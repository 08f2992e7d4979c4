import { once } from 'node:events';
import { connect, createServer, type AddressInfo } from 'node:net';
import { pipeline, Transform } from 'node:stream';

/** A way to a mail server on which mail to one address can be held up, as by a server that takes its time. */
export interface SmtpGate {
  url: string;
  /** From now on, what would name this recipient waits until `release`. */
  hold(recipient: string): void;
  release(): void;
  stop(): Promise<void>;
}

/** `smtpUrl` is where mail goes once it is let through. */
export async function startSmtpGate(smtpUrl: string): Promise<SmtpGate> {
  const { hostname, port } = new URL(smtpUrl);
  let held: string | null = null;
  let open: (() => void)[] = [];
  const server = createServer((client) => {
    const target = connect(Number(port), hostname);
    const gate = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        const pass = () => done(null, chunk);
        if (held !== null && chunk.toString().includes(`RCPT TO:<${held}>`)) open.push(pass);
        else pass();
      },
    });
    pipeline(client, gate, target, () => target.destroy());
    pipeline(target, client, () => client.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const release = () => {
    held = null;
    for (const pass of open) pass();
    open = [];
  };
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?tls=off`,
    hold: (recipient) => (held = recipient),
    release,
    stop: async () => {
      release();
      server.close();
      await once(server, 'close');
    },
  };
}
