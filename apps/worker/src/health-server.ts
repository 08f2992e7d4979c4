import { createServer, type Server } from 'node:http';

/** What the health port answers: 200 while `check` resolves to true, else 503. No other route exists. */
export async function startHealthServer(
  port: number,
  host: string,
  check: () => Promise<boolean>,
): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/health') {
      response.writeHead(404).end();
      return;
    }
    check().then(
      (ok) => answer(ok),
      () => answer(false),
    );
    const answer = (ok: boolean): void => {
      response.writeHead(ok ? 200 : 503, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: ok ? 'ok' : 'unavailable' }));
    };
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}
