import { isIP } from 'node:net';
import type { ApiRequest } from './api-request';

/** The caller's address without a zone, or null: behind a proxy it is whatever text the proxy was sent. */
export function clientIp(request: ApiRequest): string | null {
  const address = request.ip?.split('%', 1)[0] ?? '';
  return isIP(address) === 0 ? null : address;
}
