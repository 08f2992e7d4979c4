import { DomainError, invalidField, notFound } from '@platform/errors';
import type { SuppressionReason } from './consent';

export const topicNotFound = (id: string): DomainError => notFound('topic', id);
export const contactNotFound = (id: string): DomainError => notFound('contact', id);
export const suppressionNotFound = (id: string): DomainError => notFound('suppression', id);

export function topicKeyTaken(key: string): DomainError {
  const message = `A topic with the key "${key}" already exists; choose another key.`;
  return new DomainError({
    code: 'topic.key-taken',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/key', code: 'topic.key-taken', message }],
  });
}

export function invalidTopic(pointer: string, message: string): DomainError {
  return invalidField(pointer, 'topic.invalid', message);
}

export function topicArchived(key: string): DomainError {
  return new DomainError({
    code: 'topic.archived',
    kind: 'rule-broken',
    message: `The topic "${key}" is archived, so nobody can be subscribed to it; restore it first.`,
  });
}

export function invalidAddress(reason: string): DomainError {
  return invalidField('/email', 'suppression.invalid-address', `email ${reason}.`);
}

export function addressSuppressed(reason: SuppressionReason): DomainError {
  return new DomainError({
    code: 'subscription.address-suppressed',
    kind: 'rule-broken',
    message:
      `This address is on the suppression list (${reason}), so the contact cannot be subscribed; ` +
      'remove the suppression first if the person asked for it.',
    details: { reason },
  });
}

export function expiryNeedsImplied(): DomainError {
  return invalidField(
    '/subscriptions/expiresAt',
    'subscription.expiry-needs-implied',
    'expiresAt is only for implied consent: give it with legalBasis "implied" and status "subscribed", or leave it out.',
  );
}

export function suppressionNeedsForce(reason: SuppressionReason): DomainError {
  return new DomainError({
    code: 'suppression.needs-force',
    kind: 'rule-broken',
    message:
      `This address was suppressed by the person's own act (${reason}). Lift it only when the person asked for it, ` +
      'and say so with force=true.',
    details: { reason },
  });
}
