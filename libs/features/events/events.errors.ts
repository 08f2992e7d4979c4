import { DomainError } from '@platform/errors';

/** At most this many events per call. */
export const MAX_EVENTS_PER_CALL = 1000;

export function tooManyEvents(count: number): DomainError {
  const message = `events holds ${count} events; send at most ${MAX_EVENTS_PER_CALL} per call.`;
  return new DomainError({
    code: 'event.too-many',
    kind: 'invalid',
    message,
    errors: [{ pointer: '/events', code: 'event.too-many', message }],
  });
}
