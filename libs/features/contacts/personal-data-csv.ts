import { toLine } from './contact-csv';
import type { PersonalData } from './contact-export.repository';

/**
 * Everything about one person as one CSV (RFC 4180, UTF-8 with byte order mark): `section,item,field,value`, one line for each
 * value. Items are counted from 1 in each section; fields in fields are joined by a dot, as in `lines.0.name`. Values that are
 * missing have no line. A cell that a spreadsheet would run gets a leading apostrophe.
 */
export function personalDataCsv(data: PersonalData): string {
  const lines = [line(['section', 'item', 'field', 'value'])];
  for (const [section, content] of Object.entries(data)) {
    const items = Array.isArray(content) ? content : content === null ? [] : [content];
    items.forEach((item: unknown, index) => {
      for (const [field, value] of valuesOf(item, ''))
        lines.push(line([section, String(index + 1), field, value]));
    });
  }
  return `\ufeff${lines.join('')}`;
}

function line(cells: readonly string[]): string {
  return toLine(cells, { raw: false });
}

function valuesOf(value: unknown, path: string): [field: string, value: string][] {
  if (value === null || value === undefined) return [];
  if (value instanceof Date) return [[path, value.toISOString()]];
  if (typeof value === 'object')
    return Object.entries(value).flatMap(([key, one]) => valuesOf(one, path === '' ? key : `${path}.${key}`));
  return [[path, typeof value === 'string' ? value : JSON.stringify(value)]];
}
