import { FALLBACK, FIELD, MAX_FALLBACK } from './limits';

/**
 * Texts that people type, in a language where `{{` begins a merge tag. A text run is what it says and never a tag; other texts (labels, addresses, HTML) may
 * hold tags of two forms, `{{contact.firstName}}` and `{{default contact.firstName 'there'}}`, and nothing else of Handlebars.
 */

const TAG = /\{\{[\s\S]*?\}\}/g;
const PLAIN_TAG = /^\{\{\s*([A-Za-z][A-Za-z0-9_.]*)\s*\}\}$/;
const DEFAULT_TAG = /^\{\{\s*default\s+([A-Za-z][A-Za-z0-9_.]*)\s+(?:'([^']*)'|"([^"]*)")\s*\}\}$/;
const SYSTEM_LINK = /^links\.(?:unsubscribe|preferences|viewInBrowser)$/;

/** Shows nothing and keeps two braces, or a backslash and a brace, from meaning something. */
const JOINER = '\u2060';
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

export interface ReadTag {
  field: string;
  fallback?: string;
}

/** What a tag of one of the two forms names; null for everything else. */
export function readTag(tag: string): ReadTag | null {
  const [, plain] = PLAIN_TAG.exec(tag) ?? [];
  if (plain !== undefined) return FIELD.test(plain) || SYSTEM_LINK.test(plain) ? { field: plain } : null;
  const [, field = '', single, double] = DEFAULT_TAG.exec(tag) ?? [];
  const fallback = single ?? double ?? '';
  if (!FIELD.test(field) || fallback.length > MAX_FALLBACK || !FALLBACK.test(fallback)) return null;
  return { field, fallback };
}

/** A tag in the one form that may stand in attributes and in text. */
export function writeTag({ field, fallback }: ReadTag): string {
  if (fallback === undefined || fallback === '') return `{{${field}}}`;
  return `{{default ${field} ${quote(fallback)}}}`;
}

/** As Handlebars writes texts; fit for attributes in double quotes. */
export function quote(text: string): string {
  return `'${text.replaceAll("'", "\\'")}'`;
}

/** The first `{{…}}` that is no merge tag; undefined when all are. */
export function firstBadTag(text: string): string | undefined {
  for (const [tag] of text.matchAll(TAG)) if (readTag(tag) === null) return tag;
  return /\{\{/.exec(text.replace(TAG, '')) === null ? undefined : '{{';
}

/** A text without meaning: escaped for XML, and nothing in it opens or closes a tag, whatever stands before or after it. */
export function escapeText(text: string): string {
  const clean = text.replace(/\r\n?/g, '\n').replace(CONTROLS, '');
  const inert = clean
    .replace(/\{(?=\{|$)/g, `{${JOINER}`)
    .replace(/\}(?=\})/g, `}${JOINER}`)
    .replace(/^\}/, `${JOINER}}`)
    .replace(/\\$/, `\\${JOINER}`);
  return escapeMarkup(inert);
}

/** A text with merge tags: those stay, everything around them is without meaning. */
export function escapeMergeText(text: string): string {
  const clean = text.replace(CONTROLS, '');
  let result = '';
  let from = 0;
  for (const match of clean.matchAll(TAG)) {
    const tag = readTag(match[0]);
    if (tag === null) continue;
    result += escapeText(clean.slice(from, match.index)) + writeTag(tag);
    from = match.index + match[0].length;
  }
  return result + escapeText(clean.slice(from));
}

/** A tag as people type it into a label or a subject; readable by `readTag` whatever the fallback is. */
export function typedTag({ field, fallback }: ReadTag): string {
  return fallback === undefined || fallback === '' ? `{{${field}}}` : `{{default ${field} "${fallback}"}}`;
}

const SYSTEM_PAGE = /^\{\{\s*links\.(?:unsubscribe|preferences|viewInBrowser)\s*\}\}$/;
const WEB_ADDRESS = /^https?:\/\/[^\s"'<>\\^`|{}/?#]+(?:[/?#][^\s"'<>\\^`|{}]*)?$/i;
const DIRECT_ADDRESS = /^(?:mailto|tel):[^\s"'<>\\^`|{}]*$/i;

/** Whether a link may lead there: https, http, mailto, tel, a page of the system, or a field that holds a whole address. */
export function isLink(address: string): boolean {
  if (SYSTEM_PAGE.test(address)) return true;
  const [shape] = shapeOf(address);
  return shape !== undefined && (isWebShape(shape) || DIRECT_ADDRESS.test(shape));
}

/** Whether a picture may be loaded from there. */
export function isImageAddress(address: string): boolean {
  const [shape] = shapeOf(address);
  return shape !== undefined && isWebShape(shape);
}

/** The address with a harmless word in the place of each tag; nothing where a tag is none, or stands in the host's name. */
function shapeOf(address: string): [string?] {
  if (firstBadTag(address) !== undefined || /\{\{\s*links\./.test(address)) return [];
  if (/^https?:\/\/[^/?#]*\{\{/i.test(address)) return [];
  return [address.replace(TAG, 'tag')];
}

function isWebShape(shape: string): boolean {
  return WEB_ADDRESS.test(shape) || /^tag[^\s"'<>\\^`|{}]*$/.test(shape);
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
