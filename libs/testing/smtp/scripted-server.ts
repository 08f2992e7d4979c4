import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What to say to a line (`connect` first): an answer, `drop` to end the connection, undefined for silence. */
export type Script = (line: string, connection: number) => string | undefined;

export interface ScriptedServer {
  port: number;
  url: string;
  connections: () => number;
  stop: () => Promise<void>;
}

/** A server of lines on 127.0.0.1, for all that a good SMTP server never does. */
export async function startScriptedServer(script: Script): Promise<ScriptedServer> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const connection = (connections += 1);
    sockets.add(socket);
    socket.on('error', () => undefined);
    const say = (line: string): void => {
      const answer = script(line, connection);
      if (answer === 'drop') socket.destroy();
      else if (answer !== undefined) socket.write(`${answer}\r\n`);
    };
    let rest = '';
    say('connect');
    socket.on('data', (chunk) => {
      const lines = (rest + chunk.toString('latin1')).split('\r\n');
      rest = lines.pop() ?? '';
      lines.forEach(say);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `smtp://127.0.0.1:${port}`,
    connections: () => connections,
    stop: () =>
      new Promise((resolve) => {
        sockets.forEach((socket) => socket.destroy());
        server.close(() => resolve());
      }),
  };
}

/** Says yes to everything; scripts fall back on it. */
export const polite = (line: string): string | undefined => {
  if (line === 'connect') return '220 ready';
  if (line === 'DATA') return '354 go on';
  if (line === '.') return '250 2.0.0 taken';
  return /^(?:EHLO|HELO|MAIL|RCPT|RSET|QUIT)/.test(line) ? '250 fine' : undefined;
};
