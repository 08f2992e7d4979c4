import { DomainError, invalidField } from '@platform/errors';

export function urlInvalid(pointer: string, why: string): DomainError {
  const name = pointer.split('/').at(-1) ?? 'url';
  return invalidField(pointer, 'webhook.url-invalid', `${name} ${why}`);
}

export function bodyTooLarge(limit: number): DomainError {
  return new DomainError({
    code: 'webhook.body-too-large',
    kind: 'invalid',
    message: `The body of a webhook call may have at most ${Math.floor(limit / 1024)} kB. Send less, and an id to ask for the rest.`,
  });
}

export function callPending(): DomainError {
  return new DomainError({
    code: 'webhook-call.pending',
    kind: 'conflict',
    message: 'This call is still being tried, so it cannot be replayed. Wait until it has ended.',
  });
}

export function subscriptionEnded(): DomainError {
  return new DomainError({
    code: 'webhook-call.subscription-ended',
    kind: 'rule-broken',
    message: 'The subscription of this call is not active. Activate it first.',
  });
}

export function tooManySubscriptions(limit: number): DomainError {
  return new DomainError({
    code: 'webhook-subscription.too-many',
    kind: 'rule-broken',
    message: `The workspace has ${limit} webhook subscriptions already, which is the most it may have. Delete one first.`,
    details: { limit },
  });
}
