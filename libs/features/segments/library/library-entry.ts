import type { FieldDeclaration } from '@features/contacts';
import type { Persona } from '../segment';

export const LIBRARY_CATEGORIES = [
  'demographic',
  'geographic',
  'firmographic',
  'behavioural',
  'technographic',
  'psychographic',
  'needs',
  'value',
  'rfm',
  'journey',
  'engagement',
  'feedback',
  'persona',
] as const;
export type LibraryCategory = (typeof LIBRARY_CATEGORIES)[number];

/** A ready-made segment: plain data, so that everybody can read it, and a test can try every one. */
export interface LibraryEntry {
  /** Stable; a segment that was installed from the entry remembers it. */
  key: string;
  name: string;
  category: LibraryCategory;
  /** One sentence: when to use it. It becomes the description of the segment. */
  useWhen: string;
  /** What `{ "$": name }` stands for in the tree. */
  parameters: readonly LibraryParameter[];
  /** The rules of the tree, joined by "all". */
  rules: readonly unknown[];
  /** Without these the segment stays empty, or cannot be installed at all (custom fields). */
  needs: readonly LibraryNeed[];
  idea: { kind: 'campaign' | 'sequence'; text: string };
  persona?: Persona;
}

export interface LibraryParameter {
  name: string;
  label: string;
  default: string | number | readonly string[];
}

/** A piece of data that a tree reads. */
export type LibraryNeed =
  /** A custom field; `example` is a value that it may have. */
  | { kind: 'field'; field: FieldDeclaration; example: unknown }
  /** A field that every contact has, or its company; it only has to be filled in. `company` names the company. */
  | { kind: 'built-in'; path: string; fill: Record<string, unknown>; company?: Record<string, unknown> }
  /** An event that you send in; `properties` are those that the tree reads, with examples. */
  | { kind: 'event'; name: string; properties: Record<string, unknown> }
  /** An event that Tidings records itself; `when` says how it comes about. */
  | { kind: 'observed'; name: string; when: string }
  /** Orders with lines; each is one `order.placed` event, and computed values are made of them. */
  | { kind: 'orders'; withCost?: boolean };

type Values = Record<string, unknown>;

/** The tree of an entry with the values of its parameters filled in; defaults where none is given. */
export function treeOf(entry: LibraryEntry, given: Values = {}): unknown {
  const values = Object.fromEntries(
    entry.parameters.map(({ name, default: usual }) => [
      name,
      Object.hasOwn(given, name) ? given[name] : usual,
    ]),
  );
  return { v: 1, match: 'all', rules: entry.rules.map((rule) => fill(rule, values)) };
}

function fill(node: unknown, values: Values): unknown {
  if (Array.isArray(node)) return node.map((item) => fill(item, values));
  if (typeof node !== 'object' || node === null) return node;
  const name = (node as { $?: unknown }).$;
  if (typeof name === 'string') return values[name];
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, fill(value, values)]));
}
