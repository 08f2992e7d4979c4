import { ValidationPipe } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { DomainError, type FieldError } from '@platform/errors';

/** Validates bodies, queries and parameters against their DTO class; unknown keys are errors that name the known ones. */
export function createValidationPipe(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    validationError: { target: true, value: true },
    exceptionFactory: (errors) => toInvalid(errors),
  });
}

function toInvalid(errors: ValidationError[]): DomainError {
  const fields = errors.flatMap((error) => toFieldErrors(error, ''));
  const detail = fields.map((field) => field.message).join(' ');
  return new DomainError({ code: 'request.invalid', kind: 'invalid', message: detail, errors: fields });
}

function toFieldErrors(error: ValidationError, parent: string): FieldError[] {
  const pointer = `${parent}/${escapePointer(error.property ?? '')}`;
  const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) =>
    toFieldError(error, { constraint, message, pointer }),
  );
  // A missing value breaks every rule at once; one sentence is enough.
  const told = isMissing(error) ? own.slice(0, 1) : own;
  return [...told, ...(error.children ?? []).flatMap((child) => toFieldErrors(child, pointer))];
}

function toFieldError(
  error: ValidationError,
  found: { constraint: string; message: string; pointer: string },
): FieldError {
  const { pointer } = found;
  if (found.constraint === 'unknownValue') {
    return { pointer: '', code: 'type', message: 'The body must be a JSON object.' };
  }
  if (found.constraint === 'whitelistValidation') return unknownKey(error, pointer);
  const rule = sentence(found.message);
  if (isMissing(error))
    return { pointer, code: 'required', message: `${error.property} is required: ${rule}` };
  return { pointer, code: kebab(found.constraint), message: rule };
}

function unknownKey(error: ValidationError, pointer: string): FieldError {
  const known = knownKeys(error.target);
  const allowed = known.length > 0 ? `Known here: ${known.join(', ')}.` : 'No fields are expected here.';
  return { pointer, code: 'unknown', message: `${error.property} is not known. ${allowed}` };
}

function knownKeys(target: object | undefined): string[] {
  if (!target) return [];
  const rules = getMetadataStorage().getTargetValidationMetadatas(target.constructor, '', false, false);
  return [...new Set(rules.map((rule) => rule.propertyName))].sort();
}

function isMissing(error: ValidationError): boolean {
  return error.value === undefined && !error.constraints?.whitelistValidation;
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function kebab(constraint: string): string {
  return constraint.replace(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}
