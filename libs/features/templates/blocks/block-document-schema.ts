import { BLOCK_DOCUMENT_VERSION, COLUMN_SPLITS, SOCIAL_NETWORKS, type BlockKind } from './block-document';
import {
  ALIGNMENTS,
  BLOCK_ID,
  BLOCK_KINDS,
  COLOR,
  COLUMN_BLOCK_KINDS,
  DATE_TESTS,
  DAY,
  EQUALITY_TESTS,
  FIELD,
  FONT,
  HEADING_LEVELS,
  LANGUAGE,
  MAX_ADDRESS,
  MAX_ALT,
  MAX_BLOCKS,
  MAX_COLUMN_BLOCKS,
  MAX_FALLBACK,
  MAX_FIELD,
  MAX_FONT,
  MAX_HEIGHT,
  MAX_HTML,
  MAX_INLINES,
  MAX_LABEL,
  MAX_LIST_ITEMS,
  MAX_PASSAGES,
  MAX_RUN,
  MAX_SOCIAL_LINKS,
  MAX_SPACE,
  MAX_WIDTH,
  MIN_HEIGHT,
  MIN_WIDTH,
  NUMBER_TESTS,
  PRESENCE_TESTS,
  SAVED_PLACES,
  SCREEN_KINDS,
  STYLE_COLORS,
  STYLE_FONTS,
  TEXT_SIZES,
  UUID,
} from './limits';

type Schema = { readonly [keyword: string]: unknown };

/** Keeps its identity as long as version 1 documents are read. */
export const BLOCK_DOCUMENT_SCHEMA_ID = `https://tidings.example/schemas/block-document/v${BLOCK_DOCUMENT_VERSION}.json`;

/**
 * The JSON Schema (draft 2020-12) of a document: whatever the parser accepts is valid here. That ids are unique, addresses and merge tags are such, and
 * fields exist, only the API knows.
 */
export function blockDocumentSchema(): Record<string, unknown> {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: BLOCK_DOCUMENT_SCHEMA_ID,
    title: 'An email made of blocks',
    description: `Version ${BLOCK_DOCUMENT_VERSION}.`,
    ...object(
      {
        v: { const: BLOCK_DOCUMENT_VERSION },
        style: object(STYLE, []),
        blocks: list({ anyOf: BLOCK_KINDS.map((kind) => ref(`${kind}Block`)) }, MAX_BLOCKS),
      },
      ['v', 'blocks'],
    ),
    $defs: {
      ...PARTS,
      ...Object.fromEntries(BLOCK_KINDS.map((kind) => [`${kind}Block`, block(kind)])),
    },
  };
}

const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
const text = (maxLength: number): Schema => ({ type: 'string', maxLength });
const whole = (minimum: number, maximum: number): Schema => ({ type: 'integer', minimum, maximum });
const oneOf = (values: readonly unknown[]): Schema => ({ enum: values });
const matching = (form: RegExp): Schema => ({ type: 'string', pattern: form.source });
const list = (items: Schema, maxItems: number, minItems = 0): Schema => ({
  type: 'array',
  items,
  minItems,
  maxItems,
});

function object(properties: Record<string, Schema>, required = Object.keys(properties)): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

const BOOLEAN: Schema = { type: 'boolean' };
const SPACE = object({ above: whole(0, MAX_SPACE), below: whole(0, MAX_SPACE) });
const ALIGN = oneOf(ALIGNMENTS);
const ADDRESS = text(MAX_ADDRESS);
const STYLE: Record<string, Schema> = {
  lang: matching(LANGUAGE),
  ...Object.fromEntries(STYLE_COLORS.map((key) => [key, matching(COLOR)])),
  ...Object.fromEntries(STYLE_FONTS.map((key) => [key, { ...matching(FONT), maxLength: MAX_FONT }])),
};
const FIELD_NAME: Schema = { ...matching(FIELD), maxLength: MAX_FIELD };
const MARKS = { bold: BOOLEAN, italic: BOOLEAN, underline: BOOLEAN, strike: BOOLEAN, href: ADDRESS };

const PARTS: Record<string, Schema> = {
  inline: {
    anyOf: [
      object({ text: text(MAX_RUN), ...MARKS }, ['text']),
      object({ field: FIELD_NAME, fallback: text(MAX_FALLBACK), ...MARKS }, ['field']),
    ],
  },
  inlines: list(ref('inline'), MAX_INLINES),
  passage: {
    anyOf: [
      object({ kind: { const: 'paragraph' }, content: ref('inlines') }),
      object({
        kind: { const: 'list' },
        isOrdered: BOOLEAN,
        items: list(ref('inlines'), MAX_LIST_ITEMS, 1),
      }),
    ],
  },
  condition: {
    anyOf: [
      object({ field: FIELD_NAME, is: oneOf(PRESENCE_TESTS) }),
      object({
        field: FIELD_NAME,
        is: oneOf(EQUALITY_TESTS),
        value: { type: ['string', 'number'], maxLength: MAX_FALLBACK },
      }),
      object({ field: FIELD_NAME, is: oneOf(NUMBER_TESTS), value: { type: 'number' } }),
      object({ field: FIELD_NAME, is: oneOf(DATE_TESTS), value: matching(DAY) }),
    ],
  },
  columnBlock: { anyOf: COLUMN_BLOCK_KINDS.map((kind) => ref(`${kind}Block`)) },
};

const OWN: Record<BlockKind, Record<string, Schema>> = {
  heading: { level: oneOf(HEADING_LEVELS), align: ALIGN, content: ref('inlines') },
  text: { align: ALIGN, size: oneOf(TEXT_SIZES), passages: list(ref('passage'), MAX_PASSAGES) },
  image: {
    src: ADDRESS,
    alt: text(MAX_ALT),
    href: ADDRESS,
    width: { anyOf: [whole(MIN_WIDTH, MAX_WIDTH), { type: 'null' }] },
    align: ALIGN,
  },
  button: { label: text(MAX_LABEL), href: ADDRESS, align: ALIGN, isWide: BOOLEAN },
  columns: {
    split: oneOf(Object.keys(COLUMN_SPLITS)),
    columns: list(object({ blocks: list(ref('columnBlock'), MAX_COLUMN_BLOCKS) }), 3, 2),
  },
  divider: {},
  spacer: { height: whole(MIN_HEIGHT, MAX_HEIGHT) },
  social: {
    align: ALIGN,
    links: list(object({ network: oneOf(Object.keys(SOCIAL_NETWORKS)), href: ADDRESS }), MAX_SOCIAL_LINKS),
  },
  html: { html: text(MAX_HTML) },
  header: { logo: ADDRESS, showsViewInBrowser: BOOLEAN },
  footer: {
    align: ALIGN,
    reason: ref('inlines'),
    unsubscribeLabel: { ...text(MAX_LABEL), minLength: 1 },
    preferencesLabel: { ...text(MAX_LABEL), minLength: 1 },
  },
  saved: { savedBlockId: matching(UUID), place: oneOf(SAVED_PLACES) },
};

function block(kind: BlockKind): Schema {
  const shared = {
    id: matching(BLOCK_ID),
    kind: { const: kind },
    ...(kind === 'footer' ? {} : { onlyIf: ref('condition') }),
    ...(kind === 'footer' || kind === 'saved' ? {} : { onlyOn: oneOf(SCREEN_KINDS) }),
    ...(kind === 'saved' ? {} : { space: SPACE }),
  };
  return object({ ...shared, ...OWN[kind] }, ['id', 'kind', ...Object.keys(OWN[kind])]);
}
