import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { SmtpPool } from './smtp-pool';

/** A server that says what the test wants; `onData` decides what happens from DATA on. */
async function serve(onData: (socket: Socket) => void) {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.write('220 ready\r\n');
    let open = true;
    socket.on('data', (chunk: Buffer) => {
      if (!open) return;
      for (const line of chunk.toString('latin1').split('\r\n').filter(Boolean)) {
        socket.write(line.startsWith('DATA') ? '354 go on\r\n' : '250 fine\r\n');
        if (!line.startsWith('DATA')) continue;
        open = false;
        onData(socket);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = () => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  };
  return { url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?tls=off`, close };
}

const envelope = { from: 'news@shop.example', to: 'anna@example.com' };

describe('SmtpSession', () => {
  it('writes the head of a message before the rest of it', async () => {
    let received = '';
    const { url, close } = await serve((socket) =>
      socket.on('data', (chunk: Buffer) => {
        received += chunk.toString('latin1');
        if (received.endsWith('\r\n.\r\n')) socket.write('250 taken\r\n');
      }),
    );
    const pool = new SmtpPool({ url });
    const head = Buffer.from('DKIM-Signature: v=1\r\n');
    const raw = Buffer.from('From: a@b.example\r\n\r\nHello\r\n');
    const result = await pool.send(envelope, { head, raw, size: head.length + raw.length });
    await pool.close();
    close();
    expect(result.outcome).toBe('accepted');
    expect(received).toBe('DKIM-Signature: v=1\r\nFrom: a@b.example\r\n\r\nHello\r\n.\r\n');
  });

  it('never sends the rest of a message that the server answered before it had all of it', async () => {
    let received = 0;
    let server: Socket | undefined;
    const { url, close } = await serve((socket) => {
      server = socket.pause();
      socket.on('data', (chunk: Buffer) => (received += chunk.length)).pause();
      socket.write('554 5.6.0 not this one\r\n');
    });
    const pool = new SmtpPool({ url });
    // More than the buffers of both ends take.
    const raw = Buffer.alloc(40_000_000, 'x');
    const result = await pool.send(envelope, { raw, size: raw.length });
    expect(result).toMatchObject({ outcome: 'refused', code: 554, stage: 'data' });
    // The next message overwrites the memory; the server reads what still comes.
    server?.resume();
    await once(server as Socket, 'close');
    await pool.close();
    close();
    expect(received).toBeLessThan(raw.length);
  });
});
