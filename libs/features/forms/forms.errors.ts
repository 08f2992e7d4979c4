import { DomainError, notFound } from '@platform/errors';

export const formNotFound = (id: string): DomainError => notFound('form', id);
export const submissionNotFound = (id: string): DomainError => notFound('form-submission', id);

export function invalidName(): DomainError {
  const message = 'name must be 1–200 characters.';
  return new DomainError({
    code: 'form.invalid',
    kind: 'invalid',
    message,
    errors: [{ pointer: '/name', code: 'form.invalid-field', message }],
  });
}

export function formArchived(): DomainError {
  return new DomainError({
    code: 'form.archived',
    kind: 'rule-broken',
    message: 'The form is archived: it takes no submissions and cannot be published. Restore it first.',
  });
}

export function formHasSubmissions(count: number): DomainError {
  return new DomainError({
    code: 'form.has-submissions',
    kind: 'conflict',
    message: `The form has ${count} submissions, which are evidence of consent. Archive it instead of deleting it.`,
  });
}

export function tooManySubmissions(retryAfterSeconds: number): DomainError {
  return new DomainError({
    code: 'form.too-many',
    kind: 'rate-limited',
    message: `Too many submissions came from this network. Try again in ${retryAfterSeconds} seconds.`,
    retryAfterSeconds,
  });
}
