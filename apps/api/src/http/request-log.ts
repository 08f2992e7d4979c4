import { randomUUID } from 'node:crypto';
import type { NextFunction, Response } from 'express';
import { withLogContext, type Logger } from '@platform/logging';
import type { ApiRequest } from './api-request';

const ACCEPTABLE_ID = /^[A-Za-z0-9._-]{8,64}$/;

/**
 * Express middleware: gives each request an id (the caller's `X-Request-Id` when it is well formed), binds it to
 * every log line written on its behalf, and logs one `http.request` line at debug when it ends. The query is left
 * out: it may hold addresses.
 */
export function requestLog(logger: Logger) {
  return (request: ApiRequest, response: Response, next: NextFunction): void => {
    const given = request.header('x-request-id');
    const requestId = given !== undefined && ACCEPTABLE_ID.test(given) ? given : randomUUID();
    request.requestId = requestId;
    response.setHeader('X-Request-Id', requestId);
    const startedAt = performance.now();
    withLogContext({ requestId }, () => {
      response.once('close', () => {
        logger.debug({
          event: 'http.request',
          method: request.method,
          path: redactTokens(request.originalUrl.split('?', 1)[0] ?? ''),
          status: response.statusCode,
          finished: response.writableFinished,
          durationMs: Math.round(performance.now() - startedAt),
        });
      });
      next();
    });
  };
}

/** Public addresses carry their secret in the path (`/u/:token`): keep only what says which page it was. */
export function redactTokens(path: string): string {
  return path.replace(/^\/([acloupv]|f\/[^/]+\/check|hooks\/in\/[^/]+)\/.+/i, '/$1/[redacted]');
}
