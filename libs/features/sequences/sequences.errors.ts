import { DomainError, invalidField, notFound, type FieldError } from '@platform/errors';
import type { SequenceProblem } from './graph/sequence-problem';
import type { SequenceStatus } from './sequence';

export const sequenceNotFound = (id: string): DomainError => notFound('sequence', id);
export const sequenceVersionNotFound = (id: string, number: number): DomainError =>
  notFound('sequence-version', `${id}/${number}`);

/** Pointers are moved below `/graph`, where the graph stands in the request. */
export function invalidGraph(issues: readonly FieldError[]): DomainError {
  const errors = issues.map(({ pointer, code, message }) => ({
    pointer: `/graph${pointer}`,
    code,
    message,
  }));
  return new DomainError({
    code: 'sequence.invalid-graph',
    kind: 'invalid',
    message: `The graph has ${errors.length === 1 ? 'a mistake' : `${errors.length} mistakes`}. ${errors[0]?.pointer ?? ''}: ${errors[0]?.message ?? ''}`,
    errors,
  });
}

export function invalidSequence(pointer: string, message: string): DomainError {
  return invalidField(pointer, 'sequence.invalid', message);
}

export function sequenceNameTaken(name: string): DomainError {
  const message = `A sequence with the name "${name}" already exists; names differ by more than case and accents.`;
  return new DomainError({
    code: 'sequence.name-taken',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/name', code: 'sequence.name-taken', message }],
  });
}

export function sequenceAlreadyInstalled(key: string): DomainError {
  return new DomainError({
    code: 'sequence.already-installed',
    kind: 'conflict',
    message: `Somebody else has just installed "${key}" from the library. Read the list of sequences again.`,
  });
}

export function sequenceChangedMeanwhile(version: number): DomainError {
  const message = `Somebody changed this sequence meanwhile: it has version ${version} now. Read it again, then repeat your change.`;
  return new DomainError({
    code: 'sequence.changed-meanwhile',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/version', code: 'sequence.changed-meanwhile', message }],
    details: { version },
  });
}

/** Everything that keeps a sequence from being published, all at once. */
export function sequenceNotReady(problems: readonly SequenceProblem[]): DomainError {
  const said = problems.map(({ message, remedy }) => `${message} ${remedy}`);
  return new DomainError({
    code: 'sequence.not-ready',
    kind: 'rule-broken',
    message: `The sequence cannot be published yet: ${said.join(' ')}`,
    errors: problems.map(({ pointer, code, message, remedy }) => ({
      pointer: `/graph${pointer}`,
      code,
      message: `${message} ${remedy}`,
    })),
  });
}

const PAST: Record<string, string> = {
  publish: 'published',
  pause: 'paused',
  resume: 'resumed',
  archive: 'archived',
  restore: 'restored',
  delete: 'deleted',
  edit: 'edited',
};

export function sequenceNotIn(
  allowed: readonly SequenceStatus[],
  status: SequenceStatus,
  verb: string,
): DomainError {
  return new DomainError({
    code: `sequence.cannot-${verb}`,
    kind: 'conflict',
    message: `The sequence is ${status}; only one that is ${allowed.join(' or ')} can be ${PAST[verb] ?? verb}.`,
    details: { status, allowed },
  });
}

export function tooManyQuestions(most: number): DomainError {
  return new DomainError({
    code: 'sequence.too-many-questions',
    kind: 'rule-broken',
    message: `The way through this sequence asks more than ${most} rule trees, which takes too long to try out. Answer branches in "answers", for example {"asks": "case 1"}: what is answered is not asked.`,
  });
}

export function sequenceInUse(): DomainError {
  return new DomainError({
    code: 'sequence.in-use',
    kind: 'conflict',
    message: 'Contacts went through this sequence, and what they got stays on record. Archive it instead.',
  });
}
