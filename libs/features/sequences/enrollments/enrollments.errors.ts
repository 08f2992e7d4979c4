import { DomainError, invalidField, notFound } from '@platform/errors';

export const enrollmentNotFound = (id: string): DomainError => notFound('enrollment', id);

export function sequenceNotRunning(status: string): DomainError {
  return new DomainError({
    code: 'sequence.not-running',
    kind: 'conflict',
    message: `Nobody can enter a sequence that is ${status}; publish it first.`,
  });
}

export function noApiTrigger(): DomainError {
  return new DomainError({
    code: 'sequence.no-api-trigger',
    kind: 'conflict',
    message:
      'The published version takes nobody in by a call: add the trigger { "api": true } to the sequence and publish it.',
  });
}

export function tooManyContacts(most: number): DomainError {
  return invalidField(
    '/contactIds',
    'enrollment.too-many',
    `contactIds may hold 1 to ${most} contacts per call.`,
  );
}

export function enrollmentEnded(status: string): DomainError {
  return new DomainError({
    code: 'enrollment.ended',
    kind: 'conflict',
    message: `The contact is not in the sequence any more (${status}); whoever has left enters anew by a trigger.`,
  });
}

export function noSuchStep(step: string, version: number): DomainError {
  return invalidField(
    '/step',
    'enrollment.no-such-step',
    `step: version ${version} of the sequence, in which the contact is, has no step "${step}".`,
  );
}

export function noSuchStepAnywhere(step: string): DomainError {
  return invalidField(
    '/to',
    'enrollment.no-such-step',
    `to: nobody is in a version of the sequence that has a step "${step}". GET /api/v1/sequences/:id/versions tells which there are.`,
  );
}
