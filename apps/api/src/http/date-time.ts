/** An instant in ISO 8601 with its offset: without one nobody knows which it is. */
export const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;

/** For `@Transform`: the instant, or what was given when it is none. */
export function toInstant({ value }: { value: unknown }): unknown {
  return typeof value === 'string' && DATE_TIME.test(value) ? new Date(value) : value;
}
