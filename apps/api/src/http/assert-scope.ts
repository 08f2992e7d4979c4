import type { Actor, Scope } from '@features/accounts';
import { DomainError } from '@platform/errors';

/** Refuses an actor without the scope: for routes where only some requests need it. Throws `access.scope-missing`. */
export function assertScope(actor: Actor | undefined, scope: Scope): void {
  if (actor?.scopes.includes(scope)) return;
  throw new DomainError({
    code: 'access.scope-missing',
    kind: 'forbidden',
    message: `This needs the scope ${scope}, which your role or API key does not have.`,
    details: { scope },
  });
}
