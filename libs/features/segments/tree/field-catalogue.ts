import { COMPUTED_VALUES, type ComputedValueDefinition } from '@features/computed-values';
import type { CatalogueField } from '@features/contacts';

export type SegmentFieldType =
  'text' | 'number' | 'boolean' | 'choice' | 'multi-choice' | 'date' | 'date-time' | 'place';

/** Where a field's value lives. Columns come from our own tables of fields only, never from a rule tree. */
export type FieldStorage =
  | { kind: 'contact'; column: string }
  | { kind: 'company'; column: string }
  | { kind: 'attribute'; key: string }
  | { kind: 'age' }
  | { kind: 'location' }
  /** A column of computed_values. `otherwise` is the value of contacts without a row there; null: they have none. */
  | { kind: 'computed'; column: string; otherwise: string | null }
  /** Whole days since the time in a column of computed_values: like the age, time alone changes it. */
  | { kind: 'days-since'; column: string };

/** One field that a rule may name. */
export interface SegmentField {
  /** `country`, `attributes.plan`, `company.industry`. */
  path: string;
  label: string;
  type: SegmentFieldType;
  choices: readonly string[];
  storage: FieldStorage;
}

/** The fields of one workspace, as the parser and the builder need them. */
export interface FieldCatalogue {
  find(path: string): SegmentField | undefined;
  list(): readonly SegmentField[];
}

interface BuiltInColumn {
  path: string;
  column: string;
}

/** Fields that only rules know: they are computed from others, or are switches of the contact. */
const RULE_FIELDS: readonly SegmentField[] = [
  { path: 'age', label: 'Age', type: 'number', choices: [], storage: { kind: 'age' } },
  { path: 'location', label: 'Location', type: 'place', choices: [], storage: { kind: 'location' } },
  {
    path: 'trackingConsent',
    label: 'Agreed to tracking',
    type: 'boolean',
    choices: [],
    storage: { kind: 'contact', column: 'tracking_consent' },
  },
];

const COMPUTED_FIELDS: readonly SegmentField[] = COMPUTED_VALUES.map((value) => ({
  path: `computed.${value.key}`,
  label: value.label,
  type: value.type,
  choices: value.choices,
  storage: computedStorage(value),
}));

/** Whether a field's value lives in the contact's row of `computed_values`. */
export function isComputed(
  storage: FieldStorage,
): storage is FieldStorage & { kind: 'computed' | 'days-since' } {
  return storage.kind === 'computed' || storage.kind === 'days-since';
}

/** Joins the contacts feature's list of fields with where each value is stored. */
export function segmentFieldCatalogue(
  fields: readonly CatalogueField[],
  builtIn: readonly BuiltInColumn[],
): FieldCatalogue {
  const columns = new Map(builtIn.map(({ path, column }) => [path, column]));
  const known = fields.flatMap((field): SegmentField[] => {
    const storage = storageOf(field, columns);
    const { path, label, type, choices } = field;
    return storage ? [{ path, label, type, choices, storage }] : [];
  });
  const all = [...known, ...RULE_FIELDS, ...COMPUTED_FIELDS];
  const byPath = new Map(all.map((field) => [field.path, field]));
  return { find: (path) => byPath.get(path), list: () => all };
}

function computedStorage({ storage, otherwise }: ComputedValueDefinition): FieldStorage {
  const { column, daysSince } = storage;
  return daysSince ? { kind: 'days-since', column } : { kind: 'computed', column, otherwise };
}

function storageOf(field: CatalogueField, columns: Map<string, string>): FieldStorage | undefined {
  if (field.isCustom) return { kind: 'attribute', key: field.path.slice('attributes.'.length) };
  const column = columns.get(field.path);
  if (column === undefined) return undefined;
  return { kind: field.path.startsWith('company.') ? 'company' : 'contact', column };
}
