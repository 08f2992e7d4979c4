import { DomainError, invalidField } from '@platform/errors';

export function analysisTimeout(seconds: number): DomainError {
  return new DomainError({
    code: 'analysis.timeout',
    kind: 'unavailable',
    message: `The analysis took longer than ${seconds} seconds and was stopped. Shorten the period, name fewer segments, or simplify their rules.`,
    retryAfterSeconds: 60,
  });
}

export function invalidSource(pointer: string): DomainError {
  return invalidField(
    pointer,
    'analysis.invalid-source',
    'Give either segmentId or tree: exactly one of the two.',
  );
}

/** Cells and look-alikes narrow the caller's tree, so it must leave room for a group around it. */
export function treeTooLarge(pointer: string): DomainError {
  return invalidField(
    pointer,
    'analysis.tree-too-large',
    'This tree is too deep or too large to be narrowed further. Save it as a segment and give its segmentId instead.',
  );
}

export function unknownField(pointer: string, path: string): DomainError {
  return invalidField(
    pointer,
    'analysis.unknown-field',
    `There is no field "${path.slice(0, 100)}" in this workspace; GET /api/v1/segments/fields lists all, and "tags" is allowed too.`,
  );
}

export function notDivisible(pointer: string, path: string): DomainError {
  return invalidField(
    pointer,
    'analysis.not-divisible',
    `Contacts cannot be divided by "${path}"; take country, region or city instead.`,
  );
}

export function invalidDivision(pointer: string, message: string): DomainError {
  return invalidField(pointer, 'analysis.invalid-division', message);
}

export function invalidOverlap(message: string): DomainError {
  return invalidField('/sources', 'analysis.invalid-overlap', message);
}
