import { builtInContactFields, type BuiltInField } from '../contact-field';

/**
 * Terms are what "field equals value" looks for in the copy: a number for each field and value that a contact has, made by the SQL functions
 * `contact_term` (texts and dates) and `contact_terms` (any value of a custom field). Two may share a number, so whoever finds a contact by
 * its terms asks it itself as well.
 */
export function isTerm({ path, type }: BuiltInField): boolean {
  return !path.startsWith('company.') && (type === 'text' || type === 'date');
}

/** Whether the copy knows the values of this field. */
export function hasTerms(path: string): boolean {
  return (
    path.startsWith('attributes.') ||
    builtInContactFields.some((field) => field.path === path && isTerm(field))
  );
}

/** All terms of the contact `c`, as an array. */
export const TERMS_OF_CONTACT = `array_remove(ARRAY[${builtInContactFields
  .filter(isTerm)
  .map(({ path, column, type }) => `contact_term('${path}', ${textOf(column, type)})`)
  .join(', ')}], NULL) || ARRAY(
    SELECT unnest(contact_terms('attributes.' || a.key, a.value)) FROM jsonb_each(c.attributes) a)`;

function textOf(column: string, type: string): string {
  return type === 'date' ? `to_char(c.${column}, 'YYYY-MM-DD')` : `c.${column}`;
}
