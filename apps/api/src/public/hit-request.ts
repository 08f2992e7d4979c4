import type { Request } from 'express';
import { requestReasons, type HitRequest } from '@features/tracking';

/** What a request shows of who makes it. */
export function hitRequestOf(request: Request): HitRequest {
  const purpose =
    request.header('sec-purpose') ?? request.header('purpose') ?? request.header('x-moz') ?? undefined;
  return {
    method: request.method,
    userAgent: request.header('user-agent') ?? '',
    ...(purpose === undefined ? {} : { purpose }),
    ip: ipOf(request),
  };
}

/** Whether a person may be looking: no scanner, preview or prefetching by what the request says of itself, and no HEAD. */
export function isPerson(request: Request): boolean {
  const told = hitRequestOf(request);
  return requestReasons({ ...told, method: told.method === 'POST' ? 'GET' : told.method }).length === 0;
}

/** IPv4 addresses as such, also when they came in over an IPv6 socket. */
export function ipOf(request: Request): string | null {
  return request.ip?.replace(/^::ffff:(?=\d+\.)/i, '') ?? null;
}
