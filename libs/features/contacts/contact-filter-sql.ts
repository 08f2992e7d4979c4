import { DomainError } from '@platform/errors';
import { readAttributeText } from './attribute-values';
import type { ContactFilter } from './contact';
import type { Bind, ContactSource } from './contact-index/contact-source';
import { isTerm, termsOfValue } from './contact-index/contact-terms';
import { builtInContactFields, type BuiltInField, type FieldDeclaration } from './contact-field';

/** A filter with the id of its tag instead of the name. */
export type ResolvedFilter = Omit<ContactFilter, 'tag'> & { tagId?: string };

/** What a filter is compiled for. */
export interface FilterTarget {
  source: ContactSource;
  fields: readonly FieldDeclaration[];
  /** Takes a value, gives its place in the statement. The workspace is $1. */
  bind: Bind;
}

/**
 * Turns a filter into one condition over a source of contacts; `fields` are asked of the contacts themselves (alias `c`). Only declared
 * fields can be named and only their values are bound, so nothing of the caller's text becomes SQL. Throws `contact-filter.invalid` for an unknown field or a value of another type.
 */
export function compileFilter(filter: ResolvedFilter, { source, fields, bind }: FilterTarget): string {
  const { alias } = source;
  const conditions = [`${alias}.workspace_id = $1`];
  if (filter.ids) conditions.push(`${alias}.id = ANY (${bind(filter.ids)}::uuid[])`);
  if (filter.tagId !== undefined) {
    conditions.push(
      `EXISTS (SELECT FROM contact_tags ct WHERE ct.contact_id = ${alias}.id AND ct.tag_id = ${bind(filter.tagId)}::uuid)`,
    );
  }
  const search = searchOf(filter);
  if (search !== null) conditions.push(searchCondition(search, source, bind));
  for (const { key, value } of filter.fields ?? []) {
    const test = { key, value, fields, bind };
    const { condition, terms } = fieldCondition(test, alias);
    conditions.push(condition);
    if (source.terms !== null && terms !== null) conditions.push(`${source.terms} @> ${terms()}`);
  }
  return conditions.join(' AND ');
}

/** What is searched for, cut to what an address may be long; null: nothing. */
export function searchOf({ search }: Pick<ContactFilter, 'search'>): string | null {
  return search !== undefined && search.trim() !== '' ? search.slice(0, 200) : null;
}

/** Three letters or digits in a row, or fewer next to something else: what the trigram indices know of a word. */
const HAS_TRIGRAM = /[\p{L}\p{N}]{3}|[\p{L}\p{N}]{2}[^\p{L}\p{N}]|[^\p{L}\p{N}][\p{L}\p{N}]/u;
const HAS_WORD = /[\p{L}\p{N}]/u;

/**
 * Part of the address, the name or the company's name. What is too short for the trigram indices is looked for at the beginning of the
 * address, its domain and the words of names, which the same indices find. Companies come as a list that is made first: a subquery would
 * keep the indices from working together.
 */
function searchCondition(text: string, source: ContactSource, bind: Bind): string {
  const part = bind(text);
  const isShort = HAS_WORD.test(text) && !HAS_TRIGRAM.test(text.trim());
  const matches = (column: string, value: string, before: string): string => {
    // After folding, which makes signs of LIKE from others.
    const literal = `regexp_replace(${value}, '([\\\\%_])', '\\\\\\1', 'g')`;
    return isShort
      ? `${column} LIKE ${literal} || '%' OR ${column} LIKE '%${before}' || ${literal} || '%'`
      : `${column} LIKE '%' || ${literal} || '%'`;
  };
  const folded = `fold(${part})`;
  return `(${matches(`${source.alias}.email_key`, `lower(btrim(${part}))`, '@')}
    OR ${matches(source.nameKey, folded, ' ')}
    OR ${source.alias}.company_id = ANY (ARRAY(SELECT id FROM companies WHERE workspace_id = $1 AND (${matches('name_key', folded, ' ')}))))`;
}

interface FieldTest {
  key: string;
  value: string;
  fields: readonly FieldDeclaration[];
  bind: Bind;
}

interface FieldCondition {
  condition: string;
  /** The terms that the copy has of each contact that fits, and of a few others; null: it has none for this field. */
  terms: (() => string) | null;
}

function fieldCondition(test: FieldTest, alias: string): FieldCondition {
  const builtIn = builtInContactFields.find((field) => field.path === test.key);
  if (builtIn) return builtInCondition(builtIn, test, alias);
  const custom = test.fields.find((field) => `attributes.${field.key}` === test.key);
  if (!custom) {
    const known = test.fields.map((field) => `attributes.${field.key}`);
    throw invalidFilter(
      `There is no field "${test.key.slice(0, 80)}". Use a built-in field such as country, or one of: ${known.join(', ') || 'no custom fields yet'}.`,
    );
  }
  const { key, bind } = test;
  if (custom.type === 'text') {
    const value = bind(test.value);
    return {
      condition: `fold(c.attributes ->> ${bind(custom.key)}) = fold(${value})`,
      terms: () => `ARRAY[contact_term(${bind(key)}, ${value})]`,
    };
  }
  const read = readAttributeText(custom, test.value);
  if (!read.ok || read.value === null) {
    throw invalidFilter(`${test.key} must be ${read.ok ? 'given a value' : read.reason}.`);
  }
  const { value } = read;
  return {
    condition: `c.attributes @> ${bind(JSON.stringify({ [custom.key]: value }))}::jsonb`,
    terms: () => termsOfValue(bind(key), value, bind),
  };
}

function builtInCondition(field: BuiltInField, test: FieldTest, alias: string): FieldCondition {
  const isCompany = field.path.startsWith('company.');
  const column = isCompany ? `filtered.${field.column}` : `c.${field.column}`;
  const condition = columnCondition(column, field, test);
  if (isCompany) {
    return {
      condition: `${alias}.company_id IN (SELECT id FROM companies filtered WHERE filtered.workspace_id = $1 AND ${condition})`,
      terms: null,
    };
  }
  return {
    condition,
    terms: isTerm(field)
      ? () => `ARRAY[contact_term(${test.bind(field.path)}, ${test.bind(test.value.trim())})]`
      : null,
  };
}

function columnCondition(
  column: string,
  field: BuiltInField,
  { value, bind }: Pick<FieldTest, 'value' | 'bind'>,
): string {
  if (field.type === 'text') return `fold(${column}) = fold(${bind(value)})`;
  const read = readAttributeText({ type: field.type, choices: [] }, value);
  if (!read.ok || read.value === null) {
    throw invalidFilter(`${field.path} must be ${read.ok ? 'given a value' : read.reason}.`);
  }
  const cast = field.type === 'number' ? 'numeric' : field.type === 'date' ? 'date' : 'timestamptz';
  return `${column} = ${bind(read.value)}::${cast}`;
}

function invalidFilter(message: string): DomainError {
  return new DomainError({
    code: 'contact-filter.invalid',
    kind: 'invalid',
    message,
    errors: [{ pointer: '/field', code: 'contact-filter.invalid', message }],
  });
}
