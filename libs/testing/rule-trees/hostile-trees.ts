import fc from 'fast-check';
import { ruleTrees, type RuleNames } from './rule-tree-arbitrary';

/** Texts that break what is careless: SQL, keys of every object, halves of characters, numbers that are none, dates that never were. */
export const HOSTILE_TEXTS: readonly string[] = [
  "'; DROP TABLE contacts; --",
  '" OR 1=1 --',
  "' || pg_sleep(10) || '",
  '$1',
  '$1::uuid); SELECT 1',
  '\\',
  "\\'",
  '%_%',
  '/* */',
  '{{contact.email}}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  '(((((((((((a+)+)+)+)+)+)+)+)+)+)+)$',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfffx',
  '\u0301',
  '\u200b',
  '\ufdfa'.repeat(60),
  'x'.repeat(500),
  'x'.repeat(501),
  '1e309',
  'NaN',
  'infinity',
  '-infinity',
  'now',
  'epoch',
  '2026-02-30',
  '2026-13-01',
  '0000-01-01',
  '0001-01-01',
  '-000001-01-01',
  '+275760-09-13T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T23:59:60Z',
  '2026-01-01T00:00:00+99:99',
  '4713-01-01 BC',
  'allballs',
  '018f0000-0000-7000-8000-000000000000',
];

export const HOSTILE_NUMBERS: readonly number[] = [
  NaN,
  Infinity,
  -Infinity,
  -0,
  5e-324,
  1.7976931348623157e308,
  -1e15,
  1e15,
  1e16,
  2 ** 53 + 1,
  0.1 + 0.2,
  1e-300,
  1_000_000,
  100,
  100.5,
  0,
];

const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...HOSTILE_TEXTS, ...HOSTILE_NUMBERS),
  fc.constantFrom<unknown>(null, true, [], {}, [[]], [null, null], { n: 1 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc.jsonValue(),
);

interface Attack {
  at: number;
  /** Something of the same type where anything may stand, else whatever wherever. */
  isLikely: boolean;
  text: string;
  number: number;
  value: unknown;
}

const attack: fc.Arbitrary<Attack> = fc.record({
  at: fc.nat(),
  isLikely: fc.constantFrom(true, true, true, true, false),
  text: fc.oneof(
    fc.constantFrom(...HOSTILE_TEXTS),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
  ),
  number: fc.oneof(fc.constantFrom(...HOSTILE_NUMBERS), fc.double()),
  value: hostileValue,
});

/** Where the author of a tree writes what he likes. */
const FREE =
  /\/(?:value(?:\/\d+|\/from|\/to|\/n|\/lat|\/lon|\/km)?|event|property|sum|avg|min|max|seed|percent|last)$/;

/** A valid tree in which up to three values, names or operators were replaced by something hostile; many are valid still. */
export function hostileTrees(names: RuleNames): fc.Arbitrary<unknown> {
  return fc
    .tuple(ruleTrees(names), fc.array(attack, { minLength: 1, maxLength: 3 }))
    .map(([tree, attacks]) => attacks.reduce<unknown>(attacked, tree));
}

interface Leaf {
  holder: Record<string, unknown>;
  key: string;
  path: string;
}

function attacked(tree: unknown, { at, isLikely, text, number, value }: Attack): unknown {
  const copy = structuredClone(tree);
  const leaves = leavesOf(copy, '').filter(({ path }) => !isLikely || FREE.test(path));
  const leaf = leaves[at % Math.max(1, leaves.length)];
  if (!leaf) return copy;
  const alike = typeof leaf.holder[leaf.key] === 'number' ? number : text;
  Object.defineProperty(leaf.holder, leaf.key, {
    value: isLikely ? alike : value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
  return copy;
}

function leavesOf(json: unknown, path: string): Leaf[] {
  if (typeof json !== 'object' || json === null) return [];
  const holder = json as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => {
    const inner = leavesOf(holder[key], `${path}/${key}`);
    return inner.length > 0 ? inner : [{ holder, key, path: `${path}/${key}` }];
  });
}
