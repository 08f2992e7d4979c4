import { DomainError, type FieldError } from '@platform/errors';
import { variantName, type VariantKey } from './variant';

export function abTestNotFound(): DomainError {
  return new DomainError({
    code: 'ab-test.not-found',
    kind: 'not-found',
    message: 'The campaign has no A/B test.',
  });
}

/** Everything that is wrong with a test, all at once. */
export function abTestInvalid(errors: FieldError[]): DomainError {
  const message = errors.map((error) => error.message).join(' ');
  return new DomainError({ code: 'ab-test.invalid', kind: 'invalid', message, errors });
}

/** There is nothing to decide, to extend or to exclude any more, or not yet. */
export function abTestNotRunning(reason: string): DomainError {
  return new DomainError({ code: 'ab-test.not-running', kind: 'conflict', message: reason });
}

export function unknownVariant(key: string, known: readonly VariantKey[]): DomainError {
  const message = `There is no variant ${key}; this test has ${known.join(', ')}.`;
  return new DomainError({
    code: 'ab-test.unknown-variant',
    kind: 'invalid',
    message,
    errors: [{ pointer: '/variant', code: 'ab-test.unknown-variant', message }],
  });
}

export function variantExcluded(key: VariantKey): DomainError {
  return new DomainError({
    code: 'ab-test.variant-excluded',
    kind: 'conflict',
    message: `Variant ${variantName(key)} was excluded; choose another one.`,
  });
}

export function lastVariant(): DomainError {
  return new DomainError({
    code: 'ab-test.last-variant',
    kind: 'conflict',
    message: 'It is the only variant left. Declare it the winner, or cancel the campaign.',
  });
}
