import type { DeliveryStatus } from '@features/deliveries';
import { DomainError, invalidField, notFound, type FieldError } from '@platform/errors';

export const messageNotFound = (id: string): DomainError => notFound('message', id);

/** One entry per field that is wrong. */
export function invalidMessage(errors: FieldError[]): DomainError {
  return new DomainError({
    code: 'message.invalid',
    kind: 'invalid',
    message: errors.map(({ message }) => message).join(' '),
    errors,
  });
}

export function templateUnknown(id: string): DomainError {
  const message = `templateId: there is no template ${id} in this workspace.`;
  return invalidField('/templateId', 'template.not-found', message);
}

export function senderUnknown(id: string): DomainError {
  const message = `senderId: there is no sender ${id} in this workspace.`;
  return invalidField('/senderId', 'sender.not-found', message);
}

export function noSender(): DomainError {
  const message =
    'The workspace has no sender yet. Create one (POST /api/v1/senders), or name one in senderId.';
  return new DomainError({
    code: 'message.no-sender',
    kind: 'rule-broken',
    message,
    errors: [{ pointer: '/senderId', code: 'message.no-sender', message }],
  });
}

/** Trying the message out failed, so sending it would. */
export function cannotBeMade(pointer: string, reason: string): DomainError {
  const message = `The message cannot be made: ${reason}`;
  return new DomainError({
    code: 'message.cannot-be-made',
    kind: 'rule-broken',
    message,
    errors: [{ pointer, code: 'message.cannot-be-made', message }],
  });
}

export function keyReused(): DomainError {
  const message =
    'idempotencyKey: another message was posted with this key. Repeat that request unchanged to get its answer, or use a new key for a new message.';
  return new DomainError({
    code: 'message.idempotency-key-reused',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/idempotencyKey', code: 'message.idempotency-key-reused', message }],
  });
}

export function tooManyPosted(whose: 'workspace' | 'key', perMinute: number, seconds: number): DomainError {
  const who = whose === 'workspace' ? 'This workspace' : 'This API key or user';
  return new DomainError({
    code: 'message.too-many',
    kind: 'rate-limited',
    message: `${who} may post ${perMinute} messages a minute. Wait ${seconds} seconds; nothing of this request was stored.`,
    retryAfterSeconds: seconds,
  });
}

export function tooManyForRecipient(perHour: number, seconds: number): DomainError {
  const message = `to.email: this address may get ${perHour} messages an hour. Wait ${seconds} seconds.`;
  return new DomainError({
    code: 'message.too-many-for-recipient',
    kind: 'rate-limited',
    message,
    errors: [{ pointer: '/to/email', code: 'message.too-many-for-recipient', message }],
    retryAfterSeconds: seconds,
  });
}

export function tooManyScheduled(limit: number): DomainError {
  const message = `to.email: ${limit} messages to this address wait for their time already, and no more may. Cancel some of them, or post this one when it is due.`;
  return new DomainError({
    code: 'message.too-many-scheduled',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/to/email', code: 'message.too-many-scheduled', message }],
  });
}

export function notCancellable(status: DeliveryStatus): DomainError {
  return new DomainError({
    code: 'message.not-cancellable',
    kind: 'conflict',
    message: `The message is ${status.replace('_', ' ')}; only one that was not handed over yet can be cancelled.`,
  });
}

export function contentGone(): DomainError {
  return new DomainError({
    code: 'message-content.not-found',
    kind: 'not-found',
    message: 'The content of this message is not kept any more.',
  });
}

/** Never answered: the content is frozen again. */
export const CONTENT_VANISHED = 'message.content-vanished';

export function contentVanished(): DomainError {
  return new DomainError({
    code: CONTENT_VANISHED,
    kind: 'conflict',
    message: 'The template changed while the message was being stored. Post it again.',
  });
}

export function personGone(): DomainError {
  return new DomainError({
    code: 'message.person-gone',
    kind: 'conflict',
    message:
      'The contact that the message speaks of was erased meanwhile, so there is nothing to tell any more.',
  });
}

export function senderVanished(): DomainError {
  return new DomainError({
    code: 'message.sender-vanished',
    kind: 'conflict',
    message: 'The sender was deleted while the message was being stored. Post it again with another one.',
  });
}
