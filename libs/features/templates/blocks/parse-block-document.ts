import type { FieldError } from '@platform/errors';
import {
  BLOCK_DOCUMENT_VERSION,
  type BlockDocument,
  type DocumentStyle,
  type OwnBlock,
} from './block-document';
import { BlockReader } from './block-reader';
import {
  BLOCK_KINDS,
  COLOR,
  FONT,
  LANGUAGE,
  MAX_BLOCKS,
  MAX_DOCUMENT,
  MAX_FONT,
  OWN_BLOCK_KINDS,
  STYLE_COLORS,
  STYLE_FONTS,
} from './limits';
import { isFooter, readBlock } from './parse-blocks';

export type ParsedDocument = { ok: true; document: BlockDocument } | { ok: false; issues: FieldError[] };

const PLACE = /^\/blocks\/(\d+)(?:\/columns\/(\d+)\/blocks\/(\d+))?/;

/**
 * Reads a document from outside. What is wrong is said with a JSON pointer into the document, and a message that begins with the block: `Block 3 (button): …`.
 * Fields are not looked up here: compiling does.
 */
export function parseBlockDocument(value: unknown): ParsedDocument {
  const reader = new BlockReader();
  if (isTooLarge(value)) {
    reader.report('', 'too-large', `A document has at most ${MAX_DOCUMENT / 1024} kB as JSON.`);
    return { ok: false, issues: reader.issues };
  }
  const node = reader.object(value, '', ['v', 'style', 'blocks']);
  if (reader.issues.length === 0) reader.oneOf(node['v'], '/v', [BLOCK_DOCUMENT_VERSION]);
  if (reader.issues.length > 0) return { ok: false, issues: reader.issues };
  const style = node['style'] === undefined ? {} : readStyle(reader, node['style']);
  const blocks = reader.list(node['blocks'], '/blocks', { max: MAX_BLOCKS }).flatMap((block, index) => {
    return readBlock(reader, block, { at: `/blocks/${index}`, kinds: BLOCK_KINDS }) ?? [];
  });
  if (blocks.filter(isFooter).length > 1) {
    reader.report('/blocks', 'two-footers', 'An email has one footer; take the others out.');
  }
  if (reader.issues.length === 0) return { ok: true, document: { v: BLOCK_DOCUMENT_VERSION, style, blocks } };
  return { ok: false, issues: reader.issues.map((issue) => withPlace(issue, value)) };
}

/** Blocks that are kept by themselves; pointers begin with `/blocks`. */
export function parseSavedBlocks(
  value: unknown,
  max: number,
): { ok: true; blocks: OwnBlock[] } | { ok: false; issues: FieldError[] } {
  const reader = new BlockReader();
  const given = isTooLarge(value) ? undefined : value;
  const blocks = reader.list(given, '/blocks', { min: 1, max }).flatMap((block, index) => {
    return readBlock(reader, block, { at: `/blocks/${index}`, kinds: OWN_BLOCK_KINDS }) ?? [];
  });
  if (reader.issues.length === 0) return { ok: true, blocks: blocks as OwnBlock[] };
  return { ok: false, issues: reader.issues.map((issue) => withPlace(issue, { blocks: given })) };
}

/** How people call the block at a pointer: `Block 3 (button)`, `Block 2, column 1, block 1 (text)`. */
export function nameOfPlace(pointer: string, document: unknown): string | undefined {
  const [, index, column, inner] = PLACE.exec(pointer) ?? [];
  if (index === undefined) return undefined;
  const kind = kindAt(document, [
    'blocks',
    index,
    ...(inner === undefined ? [] : ['columns', column ?? '', 'blocks', inner]),
  ]);
  const place = `Block ${Number(index) + 1}`;
  const within = inner === undefined ? '' : `, column ${Number(column) + 1}, block ${Number(inner) + 1}`;
  return `${place}${within}${kind === undefined ? '' : ` (${kind})`}`;
}

function withPlace(issue: FieldError, document: unknown): FieldError {
  const place = nameOfPlace(issue.pointer, document);
  return place === undefined ? issue : { ...issue, message: `${place}: ${issue.message}` };
}

function kindAt(document: unknown, path: string[]): string | undefined {
  let value = document;
  for (const key of [...path, 'kind']) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return BLOCK_KINDS.find((kind) => kind === value);
}

function readStyle(reader: BlockReader, value: unknown): DocumentStyle {
  const node = reader.object(value, '/style', ['lang', ...STYLE_COLORS, ...STYLE_FONTS]);
  const style: DocumentStyle = {};
  if (node['lang'] !== undefined) {
    style.lang = reader.matching(node['lang'], '/style/lang', {
      what: 'a language such as "en" or "de-AT"',
      form: LANGUAGE,
    });
  }
  for (const key of STYLE_COLORS) {
    if (node[key] === undefined) continue;
    const what = 'a colour of six hexadecimal digits such as #14594a';
    style[key] = reader.matching(node[key], `/style/${key}`, { what, form: COLOR });
  }
  for (const key of STYLE_FONTS) {
    if (node[key] === undefined) continue;
    const what = `a list of font names such as "Georgia, 'Times New Roman', serif"`;
    const font = reader.text(node[key], `/style/${key}`, MAX_FONT);
    style[key] = reader.matching(font, `/style/${key}`, { what, form: FONT });
  }
  return style;
}

function isTooLarge(value: unknown): boolean {
  try {
    return (JSON.stringify(value) ?? '').length > MAX_DOCUMENT;
  } catch {
    return true;
  }
}
