import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiExtension } from '@nestjs/swagger';
import type { Scope } from '@features/accounts';

/** Names of the security schemes in the OpenAPI document. */
export const BEARER_SCHEME = 'apiKey';
export const COOKIE_SCHEME = 'session';

export const ACCESS_METADATA = 'tidings:access';
export const MEDIA_METADATA = 'tidings:media';

/** Who may call a handler. A handler without one of these is refused to everyone. */
export type Access =
  | { kind: 'scope'; scopes: readonly Scope[] }
  | { kind: 'signed-in'; as: 'anyone' | 'user' }
  | { kind: 'public'; sameOrigin: boolean };

/** Callers whose role or API key holds all of `scopes`: the one of the thing itself, and those of what it shows of others. */
export function RequireScope(...scopes: [Scope, ...Scope[]]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ACCESS_METADATA, { kind: 'scope', scopes } satisfies Access),
    ApiBearerAuth(BEARER_SCHEME),
    ApiCookieAuth(COOKIE_SCHEME),
    ApiExtension('x-scope', scopes.join(' ')),
  );
}

/** Every signed-in caller; `as: 'user'` leaves API keys out. */
export function SignedIn(
  options: { as: 'anyone' | 'user' } = { as: 'anyone' },
): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(ACCESS_METADATA, { kind: 'signed-in', as: options.as } satisfies Access),
    ...(options.as === 'anyone' ? [ApiBearerAuth(BEARER_SCHEME)] : []),
    ApiCookieAuth(COOKIE_SCHEME),
  );
}

/**
 * Everyone, without a login. `sameOrigin` refuses unsafe requests that another web site started: for login and
 * set-up, which have no session yet that the guard could protect.
 */
export function Public(
  options: { sameOrigin: boolean } = { sameOrigin: false },
): MethodDecorator & ClassDecorator {
  return SetMetadata(ACCESS_METADATA, { kind: 'public', sameOrigin: options.sameOrigin } satisfies Access);
}

/** Lets a handler take bodies other than JSON, such as `text/csv` uploads or form posts. */
export function AcceptsMedia(...types: string[]): MethodDecorator & ClassDecorator {
  return SetMetadata(MEDIA_METADATA, types);
}
