import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { DomainError } from '@platform/errors';

import { type HttpReply, type Problem, problemReply, sendReply } from './http-reply';
import { isLocalHost, isOwnOrigin } from './local-host';
import { ROUTES } from './mailbox-routes';
import type { MessageStore } from './message-store';

/** The HTTP side of the local mailbox: the page and the JSON API behind it, for this machine only. */
export class MailboxHttpServer {
  private readonly server: Server;

  constructor(private readonly store: MessageStore) {
    this.server = createServer((request, response) => {
      void this.answer(request).then((reply) => sendReply(response, reply));
    });
  }

  /** Listens on 127.0.0.1; resolves with the port, which differs from the one asked for when that was 0. */
  listen(port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async answer(request: IncomingMessage): Promise<HttpReply> {
    try {
      const refusal = refuse(request);
      return refusal ? problemReply(refusal) : await this.route(request);
    } catch (error) {
      return problemReply(asProblem(error));
    }
  }

  private async route(request: IncomingMessage): Promise<HttpReply> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const candidates = ROUTES.flatMap((route) => {
      const match = route.path.exec(url.pathname);
      return match ? [{ route, params: match.slice(1) }] : [];
    });
    const chosen = candidates.find(({ route }) => route.method === method);
    if (!chosen)
      return problemReply(
        unroutable(
          url.pathname,
          candidates.map(({ route }) => route.method),
        ),
      );
    const knownVersion = request.headers['if-none-match'];
    const { store } = this;
    return chosen.route.handle({ store, query: url.searchParams, params: chosen.params, knownVersion });
  }
}

function refuse(request: IncomingMessage): Problem | undefined {
  const { host, origin } = request.headers;
  if (!isLocalHost(host)) {
    const detail =
      'The mailbox answers only to localhost, 127.0.0.1 and [::1]; open it under one of these names.';
    return { status: 421, code: 'mailbox.unknown-host', detail };
  }
  if (request.method !== 'GET' && request.method !== 'HEAD' && !isOwnOrigin(origin, host)) {
    const detail = 'Another website tried to change the mailbox; only its own page and programs may.';
    return { status: 403, code: 'mailbox.foreign-origin', detail };
  }
  return undefined;
}

function unroutable(path: string, allowed: string[]): Problem {
  if (allowed.length === 0) {
    return { status: 404, code: 'mailbox.not-found', detail: `There is nothing at ${path}.` };
  }
  const detail = `${path} can be used with ${allowed.join(' and ')} only.`;
  return { status: 405, code: 'mailbox.method-not-allowed', detail };
}

function asProblem(error: unknown): Problem {
  if (error instanceof DomainError) {
    return { status: error.kind === 'not-found' ? 404 : 400, code: error.code, detail: error.message };
  }
  const reason = (error as NodeJS.ErrnoException).code ?? 'unknown error';
  return { status: 500, code: 'mailbox.failed', detail: `The mailbox could not answer (${reason}).` };
}
