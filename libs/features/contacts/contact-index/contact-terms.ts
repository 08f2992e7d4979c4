import type { AttributeValue } from '../contact';
import { builtInContactFields, type BuiltInField } from '../contact-field';
import type { Bind } from './contact-source';

/**
 * Terms are what "field equals value" looks for in the copy: a number for each field and value that a contact has, made by the SQL function
 * `contact_term`. Two may share a number, so whoever finds a contact by its terms asks it itself as well.
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

/** The terms of a custom field's value, as an array. `path` is SQL. */
export function termsOfValue(path: string, value: AttributeValue, bind: Bind): string {
  const values = Array.isArray(value) ? value : [value];
  const terms = values.map((one) => {
    const text = typeof one === 'number' ? `trim_scale(${bind(one)}::numeric)::text` : bind(String(one));
    return `contact_term(${path}, ${text})`;
  });
  return `ARRAY[${terms.join(', ')}]`;
}

/** All terms of the contact `c`, as an array. Without a function for custom fields: calls of one take ten times as long. */
export const TERMS_OF_CONTACT = `array_remove(ARRAY[${builtInContactFields
  .filter(isTerm)
  .map(({ path, column, type }) => `contact_term('${path}', ${textOf(column, type)})`)
  .join(', ')}], NULL) || ARRAY(
    SELECT contact_term('attributes.' || a.key, CASE jsonb_typeof(a.value)
      WHEN 'number' THEN trim_scale((a.value #>> '{}')::numeric)::text ELSE a.value #>> '{}' END)
    FROM jsonb_each(c.attributes) a WHERE jsonb_typeof(a.value) <> 'array'
    UNION ALL
    SELECT contact_term('attributes.' || a.key, entry)
    FROM jsonb_each(c.attributes) a CROSS JOIN jsonb_array_elements_text(a.value) AS entry WHERE jsonb_typeof(a.value) = 'array')`;

function textOf(column: string, type: string): string {
  return type === 'date' ? `to_char(c.${column}, 'YYYY-MM-DD')` : `c.${column}`;
}
