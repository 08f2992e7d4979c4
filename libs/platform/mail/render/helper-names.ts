/** Blocks and helpers an author may use; docs/mail.md describes them. Anything else is a compile error. */
export const BLOCK_HELPERS: ReadonlySet<string> = new Set(['if', 'unless', 'each', 'with']);
export const AUTHOR_HELPERS: ReadonlySet<string> = new Set([
  'default',
  'upper',
  'lower',
  'date',
  'number',
  'eq',
  'gt',
  'gte',
  'lt',
  'lte',
]);

/** Written by the compiler into links, never by authors. */
export const URL_PART_HELPER = '__part';
export const URL_WHOLE_HELPER = '__url';
