import type { Request } from 'express';
import type { HitRequest } from '@features/tracking';

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

/** IPv4 addresses as such, also when they came in over an IPv6 socket. */
export function ipOf(request: Request): string | null {
  return request.ip?.replace(/^::ffff:(?=\d+\.)/i, '') ?? null;
}
