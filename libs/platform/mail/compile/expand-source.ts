import { blankComments } from './blank-comments';
import { CompileFailure, type CompileProblem, type MessageSource } from './compiled-message';

const MAX_DEPTH = 8;
const MAX_EXPANDED = 512 * 1024;
const PARTIAL = /\{\{~?\s*>\s*([^}]*?)\s*~?\}\}/g;
const BRAND = /\{\{~?\s*brand\.([A-Za-z_][A-Za-z0-9_]*)\s*~?\}\}/g;

export interface LineOrigin {
  line: number;
  partial?: string;
}

/** Control characters have no place in a message, and in HTML the second half of them would turn into letters. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/** MJML with partials and brand values in place, and where each of its lines came from. */
export interface ExpandedSource {
  text: string;
  /** Index 0 is line 1 of `text`. */
  origins: LineOrigin[];
}

/** Where line `line` (1-based) of the expanded text stands in what the author wrote. */
export function originOf(expanded: ExpandedSource, line: number): LineOrigin {
  return expanded.origins[Math.min(Math.max(line, 1), expanded.origins.length) - 1] ?? { line };
}

/** 1-based line of an offset. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Expands `{{> name}}` statically, adds the required footer, fills in brand values. Comments are blanked. */
export function expandSource(source: MessageSource): ExpandedSource {
  const expander = new Expander(source.partials ?? {});
  expander.append(source.mjml, undefined, []);
  const main = expander.take();
  const expanded = addRequiredFooter(main, source);
  return substituteBrand(expanded, source.brand ?? {});
}

class Expander {
  private text = '';
  private origins: LineOrigin[] = [];

  constructor(private readonly partials: Record<string, string>) {}

  append(source: string, partial: string | undefined, stack: string[]): void {
    const clean = blankComments(source.replace(/\r\n?/g, '\n').replace(CONTROLS, ''));
    let from = 0;
    for (const match of clean.matchAll(PARTIAL)) {
      this.write(clean.slice(from, match.index), { line: lineAt(clean, from), ...named(partial) });
      from = match.index + match[0].length;
      this.expand(match[1] ?? '', { line: lineAt(clean, match.index), ...named(partial) }, stack);
    }
    this.write(clean.slice(from), { line: lineAt(clean, from), ...named(partial) });
  }

  take(): ExpandedSource {
    const lines = this.text.split('\n').length;
    let last: LineOrigin = { line: 1 };
    const origins = Array.from({ length: lines }, (_, index) => (last = this.origins[index] ?? last));
    return { text: this.text, origins };
  }

  private expand(name: string, at: LineOrigin, stack: string[]): void {
    const fail = (message: string): never => {
      throw new CompileFailure([{ part: 'mjml', ...at, message }]);
    };
    if (!/^[A-Za-z][A-Za-z0-9_-]*$/.test(name)) {
      fail(
        `"{{> ${name.slice(0, 40)}}}" is not a plain partial name; partials take no parameters and cannot be computed.`,
      );
    }
    const body = Object.hasOwn(this.partials, name) ? this.partials[name] : undefined;
    if (stack.includes(name))
      fail(`The partial "${name}" includes itself (${[...stack, name].join(' → ')}).`);
    if (stack.length >= MAX_DEPTH) fail(`Partials are nested deeper than ${MAX_DEPTH} levels.`);
    if (typeof body !== 'string') {
      return fail(
        `There is no partial called "${name}". Known: ${Object.keys(this.partials).join(', ') || 'none'}.`,
      );
    }
    this.append(body, name, [...stack, name]);
  }

  private write(piece: string, from: LineOrigin): void {
    if (this.text.length + piece.length > MAX_EXPANDED) {
      const message = `The message is larger than ${MAX_EXPANDED / 1024} kB with its partials.`;
      throw new CompileFailure([{ part: 'mjml', ...from, message }]);
    }
    const first = this.text === '' ? 0 : lineAt(this.text, this.text.length) - 1;
    piece.split('\n').forEach((content, index) => {
      const origin = { ...from, line: from.line + index };
      if (index > 0 || content.trim() !== '') this.origins[first + index] ??= origin;
    });
    this.text += piece;
  }
}

function named(partial: string | undefined): { partial?: string } {
  return partial === undefined ? {} : { partial };
}

function addRequiredFooter(main: ExpandedSource, source: MessageSource): ExpandedSource {
  const footer = source.requiredFooter;
  if (footer === undefined || /\{\{~?\s*links\.unsubscribe\s*~?\}\}/.test(main.text)) return main;
  const end = main.text.lastIndexOf('</mj-body>');
  if (end === -1) return main;
  const expander = new Expander(source.partials ?? {});
  expander.append(`{{> ${footer}}}`, undefined, []);
  const { text, origins } = expander.take();
  const before = lineAt(main.text, end);
  return {
    text: `${main.text.slice(0, end)}\n${text}\n${main.text.slice(end)}`,
    origins: [...main.origins.slice(0, before), ...origins, ...main.origins.slice(before - 1)],
  };
}

function substituteBrand(expanded: ExpandedSource, brand: Record<string, string>): ExpandedSource {
  const problems: CompileProblem[] = [];
  const text = expanded.text.replace(BRAND, (tag: string, key: string, offset: number) => {
    const value = Object.hasOwn(brand, key) ? brand[key] : undefined;
    if (value !== undefined && !/\{\{|[\r\n]/.test(value)) return escapeXml(value);
    const reason =
      value === undefined
        ? `There is no brand value called "${key}". Known: ${Object.keys(brand).join(', ') || 'none'}.`
        : `The brand value "${key}" contains "{{" or a line break.`;
    problems.push({ part: 'mjml', ...originOf(expanded, lineAt(expanded.text, offset)), message: reason });
    return tag;
  });
  if (problems.length > 0) throw new CompileFailure(problems);
  return { text, origins: expanded.origins };
}

/** Fills brand values into a subject, preheader or text, which are not XML. */
export function substituteBrandInText(text: string, brand: Record<string, string>): string {
  return text.replace(BRAND, (tag: string, key: string) =>
    Object.hasOwn(brand, key) ? (brand[key] ?? '') : tag,
  );
}

export function escapeXml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
