import { createServer, type Server, type ServerResponse } from 'node:http';

/** What the worker's port tells. */
export interface Vitals {
  /** `ok`; `stuck` when work waits that nobody takes; `unavailable` when the database does not answer. */
  check(): Promise<{ status: 'ok' | 'stuck' | 'unavailable'; problems: string[] }>;
  /** In the text format of Prometheus. */
  metrics(): Promise<{ contentType: string; text: string }>;
}

/**
 * `/health` answers 200 while all is well, else 503 with the reasons; `/metrics` is for Prometheus. No other route exists. Meant for
 * the machine and the network inside: it asks for no key, and shows no names and no addresses.
 */
export async function startHealthServer(port: number, host: string, vitals: Vitals): Promise<Server> {
  const server = createServer((request, response) => {
    const answer = { '/health': answerHealth, '/metrics': answerMetrics }[request.url ?? ''];
    if (!answer) {
      response.writeHead(404).end();
      return;
    }
    answer(response, vitals).catch(() => response.writeHead(503).end());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return server;
}

async function answerHealth(response: ServerResponse, vitals: Vitals): Promise<void> {
  const health = await vitals.check().catch(() => ({ status: 'unavailable' as const, problems: [] }));
  response.writeHead(health.status === 'ok' ? 200 : 503, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
  response.end(JSON.stringify(health));
}

async function answerMetrics(response: ServerResponse, vitals: Vitals): Promise<void> {
  const { contentType, text } = await vitals.metrics();
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' });
  response.end(text);
}
