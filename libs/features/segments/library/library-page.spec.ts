import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SEGMENT_LIBRARY } from './library';
import type { LibraryEntry, LibraryNeed } from './library-entry';

const page = readFileSync(join(__dirname, '../../../../docs/segments/library.md'), 'utf8');

/** The tables as a reader sees them: the width of columns does not matter. */
const rows = page
  .slice(page.indexOf('## The entries'))
  .split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.replace(/\s+/g, ' '));

function nameOf(need: LibraryNeed): string {
  switch (need.kind) {
    case 'field':
      return `\`attributes.${need.field.key}\``;
    case 'built-in':
      return `\`${need.path}\``;
    case 'event':
    case 'observed':
      return `\`${need.name}\``;
    case 'orders':
      return need.withCost ? 'orders with cost' : 'orders';
  }
}

function rowOf(entry: LibraryEntry): string {
  const data = entry.needs.map(nameOf).join(', ') || '–';
  const parameters = entry.parameters.map(({ name }) => `\`${name}\``).join(', ') || '–';
  return `| \`${entry.key}\` | ${entry.useWhen} | ${parameters} | ${data} | ${entry.idea.text} |`;
}

it('the page about the library lists every entry as it is, in its order', () => {
  expect(rows.filter((row) => row.startsWith('| `'))).toEqual(SEGMENT_LIBRARY.map(rowOf));
});
