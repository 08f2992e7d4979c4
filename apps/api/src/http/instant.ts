import { isISO8601, ValidateBy } from 'class-validator';

/** Without an offset nobody knows which moment is meant: ISO 8601 alone does not ask for one. */
const WITH_OFFSET = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

function isInstant(value: unknown): value is string {
  return typeof value === 'string' && WITH_OFFSET.test(value) && isISO8601(value, { strict: true });
}

/** A date and a time of day with their offset, as text. */
export function IsInstant(): PropertyDecorator {
  return ValidateBy({
    name: 'isInstant',
    validator: {
      validate: isInstant,
      defaultMessage: () =>
        '$property must be a date-time with its offset, such as 2026-12-01T09:00:00+01:00',
    },
  });
}

/** For `@Transform` before `@IsDate`: the moment, or what was given when it names none. */
export function toInstant({ value }: { value: unknown }): unknown {
  return isInstant(value) ? new Date(value) : value;
}
