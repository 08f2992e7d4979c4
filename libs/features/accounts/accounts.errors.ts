import { DomainError } from '@platform/errors';

/** Wrong password, unknown address: one answer, so that nobody learns which addresses exist. */
export function loginFailed(): DomainError {
  return new DomainError({
    code: 'login.failed',
    kind: 'unauthenticated',
    message: 'The email address or the password is wrong.',
  });
}

export function loginThrottled(retryAfterSeconds: number): DomainError {
  const minutes = Math.ceil(retryAfterSeconds / 60);
  return new DomainError({
    code: 'login.throttled',
    kind: 'rate-limited',
    message: `Too many login attempts. Try again in ${minutes} minute${minutes === 1 ? '' : 's'}.`,
    retryAfterSeconds,
  });
}

export function noWorkspace(): DomainError {
  return new DomainError({
    code: 'login.no-workspace',
    kind: 'forbidden',
    message: 'This user is not a member of any workspace any more. Ask an owner to add the user again.',
  });
}

/** Workspaces of others behave as not existing. */
export function notMember(workspaceId: string): DomainError {
  return new DomainError({
    code: 'workspace.not-found',
    kind: 'not-found',
    message: `You are not a member of a workspace with the id ${workspaceId}.`,
  });
}

export function currencyInUse(): DomainError {
  const message =
    'The currency cannot change any more: the workspace has orders, and their amounts would mean something else. Use a further workspace for another currency.';
  return new DomainError({
    code: 'workspace.currency-in-use',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/currency', code: 'workspace.currency-in-use', message }],
  });
}

export function notSignedIn(): DomainError {
  return new DomainError({
    code: 'authentication.required',
    kind: 'unauthenticated',
    message: 'Sign in, or send an API key as "Authorization: Bearer tdg_…".',
  });
}

export function invalidApiKey(): DomainError {
  return new DomainError({
    code: 'api-key.invalid',
    kind: 'unauthenticated',
    message: 'The API key is unknown, expired or revoked. Send a valid one as "Authorization: Bearer tdg_…".',
  });
}

export function sessionEnded(): DomainError {
  return new DomainError({
    code: 'session.ended',
    kind: 'unauthenticated',
    message: 'The session has ended. Sign in again.',
  });
}

export function alreadySetUp(): DomainError {
  return new DomainError({
    code: 'setup.done',
    kind: 'conflict',
    message: 'This installation already has a user. Sign in, or let an owner add you.',
  });
}

export function slugTaken(slug: string): DomainError {
  return new DomainError({
    code: 'workspace.slug-taken',
    kind: 'conflict',
    message: `Another workspace already uses the slug ${slug}. Choose another one.`,
    errors: [{ pointer: '/slug', code: 'workspace.slug-taken', message: `${slug} is taken.` }],
  });
}

export function emailTaken(): DomainError {
  return new DomainError({
    code: 'user.email-taken',
    kind: 'conflict',
    message:
      'A user with this email address already exists. Sign in as that user, or choose another address.',
    errors: [{ pointer: '/email', code: 'user.email-taken', message: 'A user with this address exists.' }],
  });
}

export function alreadyMember(): DomainError {
  return new DomainError({
    code: 'user.already-member',
    kind: 'conflict',
    message: 'This user is already a member of the workspace. Change the role instead.',
    errors: [{ pointer: '/email', code: 'user.already-member', message: 'Already a member.' }],
  });
}

export function lastOwner(): DomainError {
  return new DomainError({
    code: 'user.last-owner',
    kind: 'rule-broken',
    message: 'A workspace needs an owner, and this is the last one. Make somebody else an owner first.',
  });
}

export function ownersOnly(what: string): DomainError {
  return new DomainError({
    code: 'user.owners-only',
    kind: 'forbidden',
    message: `Only an owner may ${what}. Ask an owner of this workspace.`,
  });
}

export function scopesNotHeld(scopes: readonly string[]): DomainError {
  const message = `You cannot give a key more than you may do yourself: ${scopes.join(', ')}. Leave them out.`;
  return new DomainError({
    code: 'api-key.scopes-not-held',
    kind: 'forbidden',
    message,
    errors: [{ pointer: '/scopes', code: 'api-key.scopes-not-held', message }],
  });
}

/** A restricted key would otherwise widen itself by making a user who may do more. */
export function roleBeyondScopes(role: string, scopes: readonly string[]): DomainError {
  const message = `You cannot give the role ${role}: it may do more than you may yourself (${scopes.join(', ')}).`;
  return new DomainError({
    code: 'user.role-not-held',
    kind: 'forbidden',
    message,
    errors: [{ pointer: '/role', code: 'user.role-not-held', message }],
  });
}

/** An account that other workspaces know and this caller does not: adding it needs somebody who runs the installation. */
export function userElsewhere(email: string): DomainError {
  return new DomainError({
    code: 'user.elsewhere',
    kind: 'conflict',
    message: `${email} cannot be added here. Whoever runs this installation can: npm run cli -- create-user.`,
  });
}
