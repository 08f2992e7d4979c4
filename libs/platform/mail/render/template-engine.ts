import Handlebars from 'handlebars';
import { cleanText } from '../assemble/clean-text';
import { references } from '../compile/ascii-html';
import { URL_PART_HELPER, URL_WHOLE_HELPER } from './helper-names';
import { formatDate, formatNumber } from './formatting';
import { orderOf } from './order';

/** How values become text: character references, plain text, one header line, or percent-encoded. */
export type EscapeMode = 'html' | 'text' | 'header' | 'url';

export interface RenderInput {
  context: Record<string, unknown>;
  /** `@…` values: system links, click addresses, open pixel. */
  data: Record<string, unknown>;
  locale?: string;
  timeZone?: string;
}

export type CompiledTemplate = (input: RenderInput) => string;

/** One message may not be larger, nor loop longer; both are far beyond any sensible email. */
export const MAX_OUTPUT = 1024 * 1024;
export const MAX_ITERATIONS = 20_000;

/** A template went beyond what one message may cost. */
export class RenderLimitError extends Error {
  readonly code = 'mail.render-limit';
}

const engine = createEngine();
let mode: EscapeMode = 'html';
let iterations = 0;
let written = 0;
let current: RenderInput = { context: {}, data: {} };

/** Compiles one checked template; the function throws RenderLimitError when its output gets out of hand. */
export function compileTemplate(source: string, escapeMode: EscapeMode): CompiledTemplate {
  if (typeof source !== 'string') throw new TypeError('A template must be text.');
  const template = engine.compile<Record<string, unknown>>(source, {
    knownHelpersOnly: true,
    knownHelpers: { ...KNOWN_HELPERS, lookup: false, log: false },
    // In HTML the white space around a tag does not matter, and lines were folded with it in mind.
    ignoreStandalone: escapeMode !== 'text',
  });
  return (input) => {
    mode = escapeMode;
    iterations = 0;
    written = 0;
    current = input;
    const output = template(input.context, { data: input.data });
    if (output.length > MAX_OUTPUT) throw outputTooLarge();
    return output;
  };
}

const KNOWN_HELPERS = {
  if: true,
  unless: true,
  each: true,
  with: true,
  default: true,
  upper: true,
  lower: true,
  date: true,
  number: true,
  eq: true,
  gt: true,
  gte: true,
  lt: true,
  lte: true,
  [URL_PART_HELPER]: true,
  [URL_WHOLE_HELPER]: true,
};

function createEngine(): typeof Handlebars {
  const created = Handlebars.create();
  // Compiled templates take the escape function from this shared object when they are created: the one place where a
  // contact's value becomes safe for the part it stands in.
  (created.Utils as { escapeExpression: (value: unknown) => string }).escapeExpression = escapeValue;
  for (const name of Object.keys(created.helpers)) {
    if (!['if', 'unless', 'with', 'helperMissing', 'blockHelperMissing'].includes(name))
      created.unregisterHelper(name);
  }
  created.registerHelper({
    each,
    default: (value: unknown, fallback: unknown) => (isBlank(value) ? fallback : value),
    upper: (value: unknown) => toText(value).toLocaleUpperCase(),
    lower: (value: unknown) => toText(value).toLocaleLowerCase(),
    eq: (left: unknown, right: unknown) => left === right,
    gt: (left: unknown, right: unknown) => compared(left, right, (order) => order > 0),
    gte: (left: unknown, right: unknown) => compared(left, right, (order) => order >= 0),
    lt: (left: unknown, right: unknown) => compared(left, right, (order) => order < 0),
    lte: (left: unknown, right: unknown) => compared(left, right, (order) => order <= 0),
    date: (value: unknown, style: unknown) => formatDate(value, style, current),
    number: (value: unknown, digits: unknown) => formatNumber(value, digits, current.locale),
    [URL_PART_HELPER]: (value: unknown) => encodeURIComponent(wellFormed(toText(value))),
    [URL_WHOLE_HELPER]: (value: unknown) => safeWebAddress(toText(value)) ?? '#',
  });
  return created;
}

/** False for values that have no order, such as one that is missing. */
function compared(left: unknown, right: unknown, holds: (order: number) => boolean): boolean {
  const order = orderOf(left, right, current.timeZone);
  return order !== undefined && holds(order);
}

function each(this: unknown, items: unknown, options: Handlebars.HelperOptions): string {
  const entries: [string | number, unknown][] = Array.isArray(items)
    ? items.map((item, index) => [index, item])
    : typeof items === 'object' && items !== null
      ? Object.entries(items)
      : [];
  if (entries.length === 0) return options.inverse(this);
  let output = '';
  entries.forEach(([key, item], index) => {
    iterations += 1;
    if (iterations > MAX_ITERATIONS)
      throw new RenderLimitError(`The message loops more than ${MAX_ITERATIONS} times.`);
    const data = Handlebars.createFrame(options.data as Record<string, unknown>) as Record<string, unknown>;
    Object.assign(data, { key, index, first: index === 0, last: index === entries.length - 1 });
    output += options.fn(item, { data, blockParams: [item, key] });
    if (output.length > MAX_OUTPUT) throw outputTooLarge();
  });
  return output;
}

function escapeValue(value: unknown): string {
  const text = toText(value);
  if (text === '') return '';
  written += text.length;
  if (written > MAX_OUTPUT) throw outputTooLarge();
  switch (mode) {
    case 'html':
      return escapeHtml(text);
    case 'text':
      return escapeText(text);
    case 'header':
      return text;
    case 'url':
      return URL_START.test(text) && written === text.length ? text : encodeURIComponent(wellFormed(text));
  }
}

const URL_START = /^https?:\/\//i;
// eslint-disable-next-line no-control-regex
const TEXT_SPECIAL = /[\u0000-\u001f\u007f-\uffff]/;
// eslint-disable-next-line no-control-regex
const HTML_SPECIAL = /[&<>"'`=\u0000-\u001f\u007f-\uffff]/;
const HTML_REFERENCES = /[&<>"'`=\n\t]|[\ud800-\udbff][\udc00-\udfff]|[\u0080-\uffff]/g;

/** Line ends come out as CRLF, as in the template around the value. */
function escapeText(text: string): string {
  if (!TEXT_SPECIAL.test(text)) return text;
  return wellFormed(cleanText(text).replaceAll('\n', '\r\n'));
}

function escapeHtml(text: string): string {
  if (!HTML_SPECIAL.test(text)) return text;
  return cleanText(text).replace(HTML_REFERENCES, references);
}

/** Objects and functions have no text; lists are joined. */
export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (Array.isArray(value)) return value.map(toText).join(', ');
  return '';
}

/** A web address as a link target, or undefined when it is none. */
export function safeWebAddress(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > 4000 || !URL_START.test(trimmed)) return undefined;
  try {
    return new URL(trimmed).href;
  } catch {
    return undefined;
  }
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === false || toText(value).trim() === '';
}

function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

function outputTooLarge(): RenderLimitError {
  return new RenderLimitError(`The message becomes larger than ${MAX_OUTPUT / 1024} kB.`);
}
