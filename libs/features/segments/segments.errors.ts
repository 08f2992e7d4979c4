import { DomainError, invalidField, notFound, type FieldError } from '@platform/errors';

export const segmentNotFound = (id: string): DomainError => notFound('segment', id);

/** Pointers are moved below `at`, where the tree stands in the request. */
export function invalidTree(issues: readonly FieldError[], at = '/tree'): DomainError {
  const errors = issues.map((issue) => ({ ...issue, pointer: `${at}${issue.pointer}` }));
  return new DomainError({
    code: 'segment.invalid-tree',
    kind: 'invalid',
    message: `The rule tree has ${errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`}. ${errors[0]?.message ?? ''}`,
    errors,
  });
}

export function segmentBroken(name: string, reasons: readonly FieldError[]): DomainError {
  return new DomainError({
    code: 'segment.broken',
    kind: 'rule-broken',
    message: `The segment "${name}" is broken, so nothing can be sent to it. ${reasons[0]?.message ?? ''}`,
    errors: reasons.map((reason) => ({ ...reason, pointer: `/tree${reason.pointer}` })),
  });
}

export function segmentNameTaken(name: string): DomainError {
  const message = `A segment with the name "${name}" already exists; names differ by more than case and accents.`;
  return new DomainError({
    code: 'segment.name-taken',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/name', code: 'segment.name-taken', message }],
  });
}

export function invalidSegment(pointer: string, message: string): DomainError {
  return invalidField(pointer, 'segment.invalid', message);
}

export function segmentInUse(users: readonly { kind: string; name: string }[]): DomainError {
  const names = users.map((user) => `${user.kind} "${user.name}"`).join(', ');
  return new DomainError({
    code: 'segment.in-use',
    kind: 'conflict',
    message: `This segment is used by ${names}; take it out there first.`,
    details: { users },
  });
}

export function notStatic(): DomainError {
  return new DomainError({
    code: 'segment.not-static',
    kind: 'rule-broken',
    message:
      'Only a static segment has a list of members that can be edited or frozen again; change the tree instead.',
  });
}

export function unknownContacts(ids: readonly string[]): DomainError {
  return invalidField(
    '/contactIds',
    'segment.unknown-contacts',
    `There are no contacts with these ids in this workspace: ${ids.slice(0, 5).join(', ')}.`,
  );
}

export function previewTimeout(seconds: number): DomainError {
  return new DomainError({
    code: 'segment.preview-timeout',
    kind: 'unavailable',
    message: `Counting took longer than ${seconds} seconds and was stopped. Narrow the rules, or shorten the window of event rules.`,
    retryAfterSeconds: 30,
  });
}
