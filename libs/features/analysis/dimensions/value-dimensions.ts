import { fieldValues, type SegmentField } from '@features/segments';
import { MAX_PLACES, noneOf, type Dimension, type DimensionContext, type Place } from './dimension';

const labelOf = ({ label }: Place): string => label;

/** Texts that differ only in case, accents or spaces at the ends are one place, as they are for rules. */
export function textDimension(field: SegmentField, context: DimensionContext): Dimension {
  return byValue(field, context, { reading: 'folded', known: null });
}

/** A value that is no declared choice any more is in "other": rules cannot ask for it. */
export function choiceDimension(field: SegmentField, context: DimensionContext): Dimension {
  return byValue(field, context, { reading: 'exact', known: field.choices });
}

function byValue(
  { path, ...field }: SegmentField,
  context: DimensionContext,
  { reading, known }: Pick<Dimension, 'reading' | 'known'>,
): Dimension {
  const values = fieldValues({ path, ...field }, context);
  return {
    path,
    label: field.label,
    raw: `CASE WHEN ${values.isSet()} THEN (${values.text()})::text ELSE '' END`,
    joins: values.joins,
    reading,
    known,
    limit: MAX_PLACES,
    inOrder: null,
    labelOf,
    rulesOf: ({ label }) => [{ field: path, op: 'is', value: label }],
    rulesOfOthers: (listed) => [
      { field: path, op: 'isSet' },
      ...without(listed, { field: path, op: 'isNoneOf' }),
    ],
    rulesOfNone: [{ field: path, op: 'isNotSet' }],
  };
}

export function booleanDimension(field: SegmentField, context: DimensionContext): Dimension {
  const { path } = field;
  const rules: Record<string, string> = { true: 'isTrue', false: 'isFalse' };
  const rulesOf = ({ key }: Place): Record<string, unknown>[] => [
    { field: path, op: rules[key] ?? 'isTrue' },
  ];
  return {
    ...byValue(field, context, { reading: 'exact', known: ['true', 'false'] }),
    labelOf: ({ key }) => (key === 'true' ? 'yes' : 'no'),
    rulesOf,
    rulesOfOthers: (listed) => noneOf(path, listed.flatMap(rulesOf)),
  };
}

/** A contact is in the place of each of its values. */
export function listDimension(field: SegmentField, context: DimensionContext): Dimension {
  const { path, label, choices } = field;
  const values = fieldValues(field, context);
  return {
    path,
    label,
    raw: `CASE WHEN ${values.isSet()} THEN coalesce((${values.list()})::text, 'null') ELSE '' END`,
    joins: values.joins,
    reading: 'list',
    known: choices,
    limit: MAX_PLACES,
    inOrder: null,
    labelOf,
    rulesOf: (place) => [{ field: path, op: 'hasAnyOf', value: [place.label] }],
    rulesOfOthers: (listed) => [
      { field: path, op: 'isSet' },
      ...without(listed, { field: path, op: 'hasNoneOf' }),
    ],
    rulesOfNone: [{ field: path, op: 'isNotSet' }],
  };
}

/** No rule asks for "has no tag at all", so "other" is whoever has none of the tags shown. */
export function tagDimension({ workspaceId, params }: DimensionContext): Dimension {
  return {
    path: 'tags',
    label: 'Tags',
    raw: `coalesce(tagged.names, '')`,
    joins: [
      `LEFT JOIN (
        SELECT ct.contact_id, jsonb_agg(t.name)::text AS names
        FROM contact_tags ct JOIN tags t ON t.id = ct.tag_id
        WHERE ct.workspace_id = ${params.bind(workspaceId, 'uuid')} GROUP BY ct.contact_id
      ) tagged ON tagged.contact_id = c.id`,
    ],
    reading: 'list',
    known: null,
    limit: MAX_PLACES,
    inOrder: null,
    labelOf,
    rulesOf: ({ label }) => [{ tag: label, has: true }],
    rulesOfOthers: (listed) => listed.map(({ label }) => ({ tag: label, has: false })),
    rulesOfNone: null,
  };
}

function without(listed: readonly Place[], rule: Record<string, unknown>): Record<string, unknown>[] {
  return listed.length === 0 ? [] : [{ ...rule, value: listed.map(({ label }) => label) }];
}
