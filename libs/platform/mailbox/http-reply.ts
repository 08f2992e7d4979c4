import type { ServerResponse } from 'node:http';

/** One answer of the HTTP side. */
export interface HttpReply {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** Sent with every answer: nothing is guessed, cached, framed elsewhere or read by another origin. */
const ALWAYS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cache-Control': 'no-store',
};

export function jsonReply(value: unknown, status = 200): HttpReply {
  const headers = { 'Content-Type': 'application/json; charset=utf-8' };
  return { status, headers, body: JSON.stringify(value) };
}

export interface Problem {
  status: number;
  code: string;
  detail: string;
}

const TITLES: Record<number, string> = {
  400: 'Bad request',
  403: 'Forbidden',
  404: 'Not found',
  405: 'Method not allowed',
  421: 'Misdirected request',
  500: 'Internal error',
};

/** RFC 9457, as the product's own API answers. */
export function problemReply({ status, code, detail }: Problem): HttpReply {
  const body = { type: 'about:blank', title: TITLES[status] ?? 'Error', status, code, detail };
  return { ...jsonReply(body, status), headers: { 'Content-Type': 'application/problem+json' } };
}

export function sendReply(response: ServerResponse, reply: HttpReply): void {
  const body = typeof reply.body === 'string' ? Buffer.from(reply.body) : reply.body;
  response.writeHead(reply.status, { ...ALWAYS, ...reply.headers, 'Content-Length': body.length });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}
