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

/** What every row has, in this order at its beginning. */
const COMMON = [
  'position',
  'file',
  'line',
  'status',
  'email',
  'email_key',
  'address_hash',
  'attributes',
] as const;

/** Place of each common column in a row. */
export const commonPlace = Object.fromEntries(COMMON.map((column, index) => [column, index])) as Record<
  (typeof COMMON)[number],
  number
>;

/** Where the values of a column of the file go, other than those of the same name and of profile fields. */
const COLUMNS_OF_TARGET: Record<string, readonly StageColumn[]> = {
  company: ['company'],
  note: ['note'],
  tags: ['tags'],
  optInTime: ['opted_in_at'],
  optInIp: ['opted_in_ip'],
  confirmTime: ['confirmed_at'],
  confirmIp: ['confirmed_ip'],
  leftTime: ['left_at'],
  leftReason: ['left_reason'],
  leftReasonOther: ['left_reason'],
  mailchimpAddress: ['city', 'postal_code'],
};

/** Built-in contact columns that a row may write. */
export const stagedProfileColumns = Object.values(profileColumns);

/** What COPY's text format wants before a bytea in hexadecimal. */
export const HASH_PREFIX = '\\\\x';

/** How COPY writes null. */
export const NONE = '\\N';

/**
 * The columns of the scratch table that the files of an import may fill. The others are not even named to COPY: reading
 * an empty value costs as much as reading a short one.
 */
export class RowLayout {
  readonly columns: readonly StageColumn[];
  private readonly places: ReadonlyMap<StageColumn, number>;

  /** `targets`: those of all columns of all files. */
  constructor(targets: Iterable<string>) {
    this.columns = [...new Set<StageColumn>([...COMMON, ...[...targets].flatMap(columnsOf)])];
    this.places = new Map(this.columns.map((column, place) => [column, place]));
  }

  placeOf(column: StageColumn): number {
    const place = this.places.get(column);
    if (place === undefined) throw new Error(`no target of the file fills ${column}`);
    return place;
  }
}

function columnsOf(target: string): readonly StageColumn[] {
  const profile: Record<string, string> = profileColumns;
  if (Object.hasOwn(profile, target)) return [profile[target] as StageColumn];
  return Object.hasOwn(COLUMNS_OF_TARGET, target) ? (COLUMNS_OF_TARGET[target] ?? []) : [];
}

// eslint-disable-next-line no-control-regex
const NEEDS_ESCAPE = /[\\\t\n\r\u0008\u000b\u000c]/;

/** A text as COPY's text format has it. */
export function toCopyText(value: string): string {
  return NEEDS_ESCAPE.test(value) ? escape(value) : value;
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
