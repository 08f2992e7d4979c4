import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMPUTED_VALUES } from './computed-value';
import { VALUE_EVENTS } from './value-events';
import { RFM_TABLE } from './value-rules';

const guide = readFileSync(join(__dirname, '../../../docs/segments/computed-values.md'), 'utf8');

it.each(COMPUTED_VALUES.map(({ key }) => key))('the guide has the formula of %s', (key) => {
  expect(guide).toContain(`\`${key}\``);
});

it('the guide names every event that values are made from', () => {
  const opens = ['email.opened'];
  expect(VALUE_EVENTS.filter((name) => !opens.includes(name) && !guide.includes(`\`${name}\``))).toEqual([]);
});

it('the guide shows the table of RFM groups as it is', () => {
  const rows = [...RFM_TABLE.entries()].map(([index, groups]) => [String(index + 1), ...groups]);
  const shown = guide
    .split('\n')
    .filter((line) => /^\| [1-5] /.test(line))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  expect(shown).toEqual(rows.reverse());
});

it('names each value once, choices only where there are some, and a default that is one of them', () => {
  expect(new Set(COMPUTED_VALUES.map(({ key }) => key)).size).toBe(COMPUTED_VALUES.length);
  for (const { key, type, choices, otherwise } of COMPUTED_VALUES) {
    expect([key, choices.length > 0]).toEqual([key, type === 'choice']);
    if (otherwise !== null) expect(choices).toContain(otherwise);
  }
});
