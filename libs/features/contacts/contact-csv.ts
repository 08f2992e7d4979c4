import type { AttributeValue, Contact } from './contact';
import type { FieldDeclaration } from './contact-field';

/** Characters that make a spreadsheet read a cell as a formula (OWASP), their full-width twins, and controls. */
// eslint-disable-next-line no-control-regex
const FORMULA_START = /^[=+\-@\t\r\n\u0000＝＋－＠]/;

export interface CsvOptions {
  /** Leaves cells as they are. Only for programs: a spreadsheet would run what a stranger typed into a form. */
  raw: boolean;
}

/** Headings of the contact export, custom fields last under their key. */
export function csvHeader(fields: readonly FieldDeclaration[], options: CsvOptions): string {
  return toLine([...COLUMNS.map(([heading]) => heading), ...fields.map((field) => field.key)], options);
}

/** One contact as a line of RFC 4180 (with its CRLF). Lists are joined by comma; times are ISO 8601 in UTC. */
export function csvLine(contact: Contact, fields: readonly FieldDeclaration[], options: CsvOptions): string {
  const cells = COLUMNS.map(([, read]) => read(contact));
  for (const field of fields) cells.push(attributeCell(contact.attributes[field.key]));
  return toLine(cells, options);
}

/** Quotes one line; in safe mode a cell that a spreadsheet would run gets a leading apostrophe. */
export function toLine(cells: readonly string[], options: CsvOptions): string {
  return `${cells.map((cell) => quote(options.raw ? cell : defuse(cell))).join(',')}\r\n`;
}

function defuse(cell: string): string {
  return FORMULA_START.test(cell) && !isPlainNumber(cell) ? `'${cell}` : cell;
}

/** −12.5 and +351912345678 are values, not formulas. */
function isPlainNumber(cell: string): boolean {
  return /^[+-]?\d+(\.\d+)?$/.test(cell);
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) || cell !== cell.trim() ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function attributeCell(value: AttributeValue | undefined): string {
  if (value === undefined) return '';
  return Array.isArray(value) ? joinList(value) : String(value);
}

function joinList(values: readonly string[]): string {
  return values.map((value) => value.replaceAll(',', '\\,')).join(', ');
}

const COLUMNS: [heading: string, read: (contact: Contact) => string][] = [
  ['id', (contact) => contact.id],
  ['email', (contact) => contact.email],
  ['firstName', (contact) => contact.firstName ?? ''],
  ['lastName', (contact) => contact.lastName ?? ''],
  ['phone', (contact) => contact.phone ?? ''],
  ['locale', (contact) => contact.locale ?? ''],
  ['timeZone', (contact) => contact.timeZone ?? ''],
  ['country', (contact) => contact.country ?? ''],
  ['region', (contact) => contact.region ?? ''],
  ['city', (contact) => contact.city ?? ''],
  ['postalCode', (contact) => contact.postalCode ?? ''],
  ['latitude', (contact) => contact.latitude?.toString() ?? ''],
  ['longitude', (contact) => contact.longitude?.toString() ?? ''],
  ['birthDate', (contact) => contact.birthDate ?? ''],
  ['company', (contact) => contact.company?.name ?? ''],
  ['tags', (contact) => joinList(contact.tags)],
  ['source', (contact) => contact.source],
  ['createdAt', (contact) => contact.createdAt.toISOString()],
  ['updatedAt', (contact) => contact.updatedAt.toISOString()],
];
