import { profileColumns } from '@features/contacts';

/** Columns of the staging table in order, with their PostgreSQL types. */
export const stageColumns = {
  position: 'integer NOT NULL',
  file: 'smallint NOT NULL',
  line: 'integer NOT NULL',
  status: 'text NOT NULL',
  email: 'text NOT NULL',
  email_key: 'text NOT NULL',
  address_hash: 'bytea NOT NULL',
  first_name: 'text',
  last_name: 'text',
  phone: 'text',
  locale: 'text',
  time_zone: 'text',
  country: 'text',
  region: 'text',
  city: 'text',
  postal_code: 'text',
  latitude: 'double precision',
  longitude: 'double precision',
  birth_date: 'date',
  company: 'text',
  attributes: 'jsonb NOT NULL',
  tags: 'text[]',
  note: 'text',
  opted_in_at: 'timestamptz',
  opted_in_ip: 'inet',
  confirmed_at: 'timestamptz',
  confirmed_ip: 'inet',
  left_at: 'timestamptz',
  left_reason: 'text',
} as const;

export type StageColumn = keyof typeof stageColumns;

export const stageColumnNames = Object.keys(stageColumns) as StageColumn[];

/** Position of each column in a staged row. */
export const stageIndex = Object.fromEntries(
  stageColumnNames.map((column, index) => [column, index]),
) as Record<StageColumn, number>;

/** Built-in contact columns that a row may write. */
export const stagedProfileColumns = Object.values(profileColumns);

/** One row in COPY's text format: each value encoded (`toCopyText`), `NONE` where there is none. */
export type StagedRow = string[];

/** What COPY's text format wants before a bytea in hexadecimal. */
export const HASH_PREFIX = '\\\\x';

/** How COPY writes null. */
export const NONE = '\\N';

const emptyRow: StagedRow = new Array<string>(stageColumnNames.length).fill(NONE);

export function newStagedRow(): StagedRow {
  return emptyRow.slice();
}

// eslint-disable-next-line no-control-regex
const NEEDS_ESCAPE = /[\\\t\n\r\u0008\u000b\u000c]/;

/** A text as COPY's text format has it. */
export function toCopyText(value: string): string {
  return NEEDS_ESCAPE.test(value) ? escape(value) : value;
}

/** The address hash of a row in hexadecimal, without COPY's prefix. */
export function addressHashOf(row: StagedRow): string {
  return (row[stageIndex.address_hash] ?? '').slice(HASH_PREFIX.length);
}

/** The row as one line. */
export function toCopyLine(row: StagedRow): string {
  return `${row.join('\t')}\n`;
}

function escape(value: string): string {
  return value
    .replaceAll('\\', '\\\\')
    .replaceAll('\t', '\\t')
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\u0008', '\\b')
    .replaceAll('\u000b', '\\v')
    .replaceAll('\u000c', '\\f');
}

/** A PostgreSQL array literal. */
export function toArrayLiteral(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`;
}
