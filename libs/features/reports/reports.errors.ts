import { DomainError } from '@platform/errors';

export function stillCounting(left: number): DomainError {
  return new DomainError({
    code: 'report.still-counting',
    kind: 'unavailable',
    message: `The mail of ${left} more campaigns is still being counted; what was counted is kept. Ask again in a moment.`,
    retryAfterSeconds: 2,
    details: { left },
  });
}

export function reportTimeout(seconds: number): DomainError {
  return new DomainError({
    code: 'report.timeout',
    kind: 'unavailable',
    message: `Counting took longer than ${seconds} seconds. Ask for a shorter period.`,
    retryAfterSeconds: 30,
  });
}

export function notSent(name: string): DomainError {
  return new DomainError({
    code: 'report.not-sent',
    kind: 'rule-broken',
    message: `The campaign "${name}" has no message yet that could be shown: its content is fixed when it is sent.`,
  });
}

/** A worker counts it; nothing to show before. */
export function beingCounted(): DomainError {
  return new DomainError({
    code: 'report.being-counted',
    kind: 'unavailable',
    message: 'This is so much that it is counted in the background. Ask again in a few seconds.',
    retryAfterSeconds: 3,
  });
}

export function tooLongToCount(seconds: number): DomainError {
  return new DomainError({
    code: 'report.too-long',
    kind: 'unavailable',
    message: `Counting in the background took longer than ${seconds} seconds and was stopped. It is tried again in ten minutes; ask for less, or a shorter period.`,
    retryAfterSeconds: 600,
  });
}
