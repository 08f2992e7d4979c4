import { LIBRARY_CATEGORIES, treeOf, type LibraryEntry } from './library-entry';
import { SEGMENT_LIBRARY } from './library';

const entries = SEGMENT_LIBRARY.map((entry): [string, LibraryEntry] => [entry.key, entry]);

/** All values in the JSON that stand under `key`. */
function valuesOf(node: unknown, key: string): unknown[] {
  if (typeof node !== 'object' || node === null) return [];
  const own =
    !Array.isArray(node) && Object.hasOwn(node, key) ? [(node as Record<string, unknown>)[key]] : [];
  return [...own, ...Object.values(node).flatMap((value) => valuesOf(value, key))];
}

it('covers every kind of segment, each under a key and a name of its own', () => {
  expect(new Set(SEGMENT_LIBRARY.map((entry) => entry.category))).toEqual(new Set(LIBRARY_CATEGORIES));
  expect(new Set(SEGMENT_LIBRARY.map((entry) => entry.key)).size).toBe(SEGMENT_LIBRARY.length);
  expect(new Set(SEGMENT_LIBRARY.map((entry) => entry.name.toLowerCase())).size).toBe(SEGMENT_LIBRARY.length);
});

describe.each(entries)('%s', (_key, entry) => {
  it('says in one sentence when to use it, and what to do with it', () => {
    expect(entry.useWhen).toMatch(/^When [^.]+\.$/);
    expect(entry.idea.text).toMatch(/\S+ \S+/);
  });

  it('uses every parameter that it offers, and no other', () => {
    const used = new Set(valuesOf(entry.rules, '$'));
    expect(used).toEqual(new Set(entry.parameters.map((parameter) => parameter.name)));
    expect(JSON.stringify(treeOf(entry))).not.toContain('"$"');
  });

  it('tells all data that its rules read', () => {
    const custom = entry.needs.flatMap((need) => (need.kind === 'field' ? need.field.key : []));
    const events = entry.needs.flatMap((need) => {
      if (need.kind === 'orders') return ['order.placed'];
      return need.kind === 'event' || need.kind === 'observed' ? [need.name] : [];
    });
    const asked = valuesOf(entry.rules, 'field').map(String);
    expect(asked.filter((path) => path.startsWith('attributes.')).map((path) => path.slice(11))).toEqual(
      asked.some((path) => path.startsWith('attributes.')) ? custom : [],
    );
    // What Tidings writes for every contact or message needs nothing from anybody.
    const own = new Set(['contact.changed', 'email.sent']);
    const named = valuesOf(entry.rules, 'event').filter((name) => !own.has(String(name)));
    for (const name of named) expect(events).toContain(name);
    const isComputed = asked.some((path) => path.startsWith('computed.'));
    if (isComputed) expect(events).not.toEqual([]);
  });
});
