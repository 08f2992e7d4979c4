import { DomainError, invalidField } from '@platform/errors';
import { MAX_SMTP_SERVERS } from './smtp-server';

export function nameTaken(name: string): DomainError {
  const message = `There is a mail server with the name "${name}" already. Choose another name.`;
  return new DomainError({
    code: 'smtp-server.name-taken',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/name', code: 'smtp-server.name-taken', message }],
  });
}

export function tooMany(): DomainError {
  return new DomainError({
    code: 'smtp-server.too-many',
    kind: 'rule-broken',
    message: `A workspace has at most ${MAX_SMTP_SERVERS} mail servers. Delete one that is not needed any more.`,
  });
}

/** Whoever may change the address but does not know the password must not have it sent to a server of their own. */
export function passwordNeeded(): DomainError {
  return invalidField(
    '/password',
    'smtp-server.password-needed',
    'password must be given again: it is sent to the new address, or may be read on the way there.',
  );
}

export function testThrottled(retryAfterSeconds: number): DomainError {
  return new DomainError({
    code: 'smtp-server.test-throttled',
    kind: 'rate-limited',
    message: `Too many tests of mail servers. Wait ${retryAfterSeconds} seconds and try again.`,
    retryAfterSeconds,
  });
}
