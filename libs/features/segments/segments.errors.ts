import { DomainError, invalidField, notFound, type FieldError } from '@platform/errors';
import type { SegmentUser } from './segment';

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

/** Reasons as `brokenReasons` gives them carry a remedy, which becomes part of the message. */
export function segmentBroken(
  name: string,
  reasons: readonly (FieldError & { remedy?: string })[],
): DomainError {
  const errors = reasons.map(({ pointer, code, message, remedy }) => ({
    pointer: `/tree${pointer}`,
    code,
    message: remedy === undefined ? message : `${message} ${remedy}`,
  }));
  return new DomainError({
    code: 'segment.broken',
    kind: 'rule-broken',
    message: `The segment "${name}" is broken, so nothing can be sent to it. ${errors[0]?.message ?? ''}`,
    errors,
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

export function alreadyInstalled(name: string): DomainError {
  return new DomainError({
    code: 'segment.already-installed',
    kind: 'conflict',
    message: `Somebody else has just installed "${name}" from the library.`,
  });
}

export function invalidSegment(pointer: string, message: string): DomainError {
  return invalidField(pointer, 'segment.invalid', message);
}

const MOST_NAMES = 10;

/** `users` are those that block: the message names the first ten, `errors` every one. */
export function segmentInUse(users: readonly SegmentUser[]): DomainError {
  const names = users.slice(0, MOST_NAMES).map((user) => `${user.kind} "${user.name}"`);
  if (users.length > MOST_NAMES) names.push(`${users.length - MOST_NAMES} more`);
  return new DomainError({
    code: 'segment.in-use',
    kind: 'conflict',
    message: `This segment is used by ${names.join(', ')}; take it out there first.`,
    errors: users.map(({ kind, id, name, status }) => ({
      pointer: '',
      code: 'segment.in-use',
      message: `The ${status} ${kind} "${name}" (${id}) uses this segment.`,
    })),
    details: { users },
  });
}

export function segmentChangedMeanwhile(version: number): DomainError {
  const message = `Somebody changed this segment meanwhile: it has version ${version} now. Read it again, then repeat your change.`;
  return new DomainError({
    code: 'segment.changed-meanwhile',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/version', code: 'segment.changed-meanwhile', message }],
    details: { version },
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

export function kindFixed(): DomainError {
  return invalidField(
    '/kind',
    'segment.kind-fixed',
    'A static segment stays static: its list is not what its tree says. Create a new segment with the same tree instead.',
  );
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

/** Nobody waits for the answer: it is for the log alone. */
export function previewCancelled(): DomainError {
  return new DomainError({
    code: 'segment.preview-cancelled',
    kind: 'conflict',
    message: 'The caller went away, so counting was stopped.',
  });
}

/** Members of a tracked segment are being worked out, and the segment must not change under that. */
export function segmentBusy(): DomainError {
  return new DomainError({
    code: 'segment.busy',
    kind: 'unavailable',
    message: 'The members of this segment are being worked out just now. Try again in a moment.',
    retryAfterSeconds: 30,
  });
}
