import { isMergeTag, type Condition, type Inline, type Marks, type Passage } from './block-document';
import type { BlockReader, JsonObject } from './block-reader';
import {
  CONDITION_TESTS,
  DAY,
  FALLBACK,
  FIELD,
  MAX_ADDRESS,
  MAX_FALLBACK,
  MAX_FIELD,
  MAX_INLINES,
  MAX_LIST_ITEMS,
  MAX_PASSAGES,
  MAX_RUN,
  PRESENCE_TESTS,
} from './limits';
import { firstBadTag, isImageAddress, isLink } from './merge-text';

const A_DAY = 'a day such as 2026-11-23';
const MARKS = ['bold', 'italic', 'underline', 'strike'] as const;
const TAG_HELP = `write {{contact.firstName}} or {{default contact.firstName 'there'}}`;

/** A text that may hold merge tags. */
export function readMergeText(
  reader: BlockReader,
  value: unknown,
  { pointer, max }: { pointer: string; max: number },
): string {
  const text = reader.text(value, pointer, max);
  const bad = firstBadTag(text);
  if (bad !== undefined) {
    reader.report(pointer, 'invalid-merge-tag', `"${bad.slice(0, 60)}" is no merge tag; ${TAG_HELP}.`);
  }
  return text;
}

/** Empty: nowhere. */
export function readLink(reader: BlockReader, value: unknown, pointer: string): string {
  const link = reader.text(value, pointer, MAX_ADDRESS).trim();
  if (link !== '' && !isLink(link)) {
    const message = `"${link.slice(0, 60)}" is no address that a link may lead to; write the whole address, starting with https:// (or mailto:, tel:).`;
    reader.report(pointer, 'invalid-link', message);
  }
  return link;
}

/** Empty: no picture. */
export function readImageAddress(reader: BlockReader, value: unknown, pointer: string): string {
  const address = reader.text(value, pointer, MAX_ADDRESS).trim();
  if (address !== '' && !isImageAddress(address)) {
    const message = `"${address.slice(0, 60)}" is no address of a picture; it starts with https://.`;
    reader.report(pointer, 'invalid-link', message);
  }
  return address;
}

export function readField(reader: BlockReader, value: unknown, pointer: string): string {
  const field = reader.matching(value, pointer, {
    what: 'a field such as contact.firstName or contact.attributes.plan',
    form: FIELD,
  });
  if (field.length <= MAX_FIELD) return field;
  reader.report(pointer, 'invalid-text', `Expected at most ${MAX_FIELD} characters.`);
  return '';
}

export function readInlines(reader: BlockReader, value: unknown, pointer: string): Inline[] {
  const list = reader.list(value, pointer, { max: MAX_INLINES });
  return list
    .map((inline, index) => readInline(reader, inline, `${pointer}/${index}`))
    .filter((inline) => isMergeTag(inline) || inline.text !== '');
}

function readInline(reader: BlockReader, value: unknown, pointer: string): Inline {
  const isTag = typeof value === 'object' && value !== null && Object.hasOwn(value, 'field');
  const own = isTag ? ['field', 'fallback'] : ['text'];
  const node = reader.object(value, pointer, [...own, ...MARKS, 'href']);
  const marks = readMarks(reader, node, pointer);
  if (!isTag) return { text: reader.text(node['text'], `${pointer}/text`, MAX_RUN), ...marks };
  const field = readField(reader, node['field'], `${pointer}/field`);
  if (node['fallback'] === undefined || node['fallback'] === '') return { field, ...marks };
  return { field, fallback: readLiteral(reader, node['fallback'], `${pointer}/fallback`), ...marks };
}

/** A text that stands inside `{{…}}`. */
function readLiteral(reader: BlockReader, value: unknown, pointer: string): string {
  const literal = reader.text(value, pointer, MAX_FALLBACK);
  if (FALLBACK.test(literal)) return literal;
  reader.report(pointer, 'invalid-text', 'These characters cannot stand here: < > { } " \\ and line breaks.');
  return '';
}

function readMarks(reader: BlockReader, node: JsonObject, pointer: string): Marks {
  const marks: Marks = {};
  for (const mark of MARKS) {
    if (node[mark] !== undefined && reader.boolean(node[mark], `${pointer}/${mark}`)) marks[mark] = true;
  }
  if (node['href'] === undefined) return marks;
  const href = readLink(reader, node['href'], `${pointer}/href`);
  return href === '' ? marks : { ...marks, href };
}

export function readPassages(reader: BlockReader, value: unknown, pointer: string): Passage[] {
  return reader.list(value, pointer, { max: MAX_PASSAGES }).map((passage, index): Passage => {
    const at = `${pointer}/${index}`;
    const isList = typeof passage === 'object' && passage !== null && 'items' in passage;
    const node = reader.object(passage, at, ['kind', ...(isList ? ['isOrdered', 'items'] : ['content'])]);
    const kind = reader.oneOf(node['kind'], `${at}/kind`, [isList ? 'list' : 'paragraph']);
    if (kind === 'paragraph') return { kind, content: readInlines(reader, node['content'], `${at}/content`) };
    const items = reader.list(node['items'], `${at}/items`, { min: 1, max: MAX_LIST_ITEMS });
    return {
      kind: 'list',
      isOrdered: reader.boolean(node['isOrdered'], `${at}/isOrdered`),
      items: items.map((item, place) => readInlines(reader, item, `${at}/items/${place}`)),
    };
  });
}

export function readCondition(reader: BlockReader, value: unknown, pointer: string): Condition {
  const given: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, 'is') : undefined;
  const hasNoValue = PRESENCE_TESTS.some((test) => test === given);
  const node = reader.object(value, pointer, ['field', 'is', ...(hasNoValue ? [] : ['value'])]);
  const field = readField(reader, node['field'], `${pointer}/field`);
  const is = reader.oneOf(node['is'], `${pointer}/is`, CONDITION_TESTS);
  const compared = node['value'];
  switch (is) {
    case 'set':
    case 'notSet':
      return { field, is };
    case 'equal':
    case 'notEqual':
      if (typeof compared === 'number' && Number.isFinite(compared)) return { field, is, value: compared };
      return { field, is, value: readLiteral(reader, compared, `${pointer}/value`) };
    case 'before':
    case 'from':
      return { field, is, value: reader.matching(compared, `${pointer}/value`, { what: A_DAY, form: DAY }) };
    default:
      if (typeof compared === 'number' && Number.isFinite(compared)) return { field, is, value: compared };
      reader.report(`${pointer}/value`, 'invalid-number', 'Expected a number.');
      return { field, is, value: 0 };
  }
}
