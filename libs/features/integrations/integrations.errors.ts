import { DomainError } from '@platform/errors';

/** The same for a token that never was and one that was revoked. */
export function unknownChatToken(): DomainError {
  return new DomainError({
    code: 'chat.unknown-token',
    kind: 'not-found',
    message: 'This address is not in use. Make a new chat source, and report conversations to its address.',
  });
}

export function tooManyChats(perMinute: number, retryAfterSeconds: number): DomainError {
  return new DomainError({
    code: 'chat.too-many',
    kind: 'rate-limited',
    message: `More than ${perMinute} conversations were reported in a minute. Report this one again in ${retryAfterSeconds} seconds.`,
    retryAfterSeconds,
  });
}

export function chatTooLarge(limit: number): DomainError {
  return new DomainError({
    code: 'chat.too-large',
    kind: 'invalid',
    message: `A report may have at most ${Math.floor(limit / 1024)} kB. Leave the messages of the conversation out.`,
  });
}

export function tooManyChatSources(limit: number): DomainError {
  return new DomainError({
    code: 'chat-source.too-many',
    kind: 'rule-broken',
    message: `The workspace has ${limit} chat sources already, which is the most it may have. Delete one first.`,
    details: { limit },
  });
}
