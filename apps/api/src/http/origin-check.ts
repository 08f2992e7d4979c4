import type { ApiRequest } from './api-request';
import { DomainError } from '@platform/errors';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export function isSafeMethod(method: string): boolean {
  return SAFE_METHODS.has(method);
}

/**
 * Refuses an unsafe request that a browser sends on behalf of another web site. `strict` wants proof (cookie
 * authentication); otherwise only a foreign `Origin` or `Sec-Fetch-Site` is refused, so that programs can call.
 */
export function assertSameOrigin(request: ApiRequest, ours: { appUrl: string; strict: boolean }): void {
  const origin = request.header('origin');
  const site = request.header('sec-fetch-site');
  const isOurs = origin === ours.appUrl || site === 'same-origin';
  const isUnknown = origin === undefined && (site === undefined || site === 'none');
  if (isOurs || (isUnknown && !ours.strict)) return;
  throw new DomainError({
    code: 'request.cross-site',
    kind: 'forbidden',
    message: `This request did not come from ${ours.appUrl}. With a session cookie, changes need the header Origin: ${ours.appUrl}; programs use an API key instead.`,
  });
}
