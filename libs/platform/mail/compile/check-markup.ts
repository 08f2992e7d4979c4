import { CompileFailure, type CompileProblem } from './compiled-message';
import { lineAt, originOf, type ExpandedSource } from './expand-source';

/** MJML tags whose content is HTML, where `<br>` needs no end tag. */
const HTML_CONTENT = new Set([
  'mj-text',
  'mj-button',
  'mj-table',
  'mj-accordion-text',
  'mj-accordion-title',
  'mj-navbar-link',
  'mj-social-element',
  'mj-preview',
  'mj-title',
  'mj-html-attribute',
]);
/** Content is not looked at: it may be half a conditional comment or CSS. */
const OPAQUE_CONTENT = new Set(['mj-raw', 'mj-style']);
const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));
const END_TAG_OPTIONAL = new Set('p li td tr th dd dt option tbody thead tfoot'.split(' '));
const ATTRIBUTE = /\s*([^\s=<>/"']+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?/y;

interface OpenTag {
  name: string;
  line: number;
  html: boolean;
}

/**
 * MJML 5 repairs unclosed tags in silence and the message comes out wrong; this says so, with the line. Stops at the
 * first broken tag, because everything after it would be a consequence.
 */
export function checkMarkup(expanded: ExpandedSource): void {
  const problem = new MarkupReader(expanded).read();
  if (problem === undefined) return;
  const { line, ...rest } = problem;
  throw new CompileFailure([{ ...rest, ...originOf(expanded, line ?? 1) }]);
}

class MarkupReader {
  private at = 0;
  private readonly open: OpenTag[] = [];
  private sawRoot = false;

  private readonly text: string;

  constructor(private readonly expanded: ExpandedSource) {
    this.text = expanded.text;
  }

  read(): CompileProblem | undefined {
    for (;;) {
      const next = this.text.indexOf('<', this.at);
      const stray = this.strayText(next === -1 ? this.text.length : next);
      if (stray !== undefined) return stray;
      if (next === -1) break;
      this.at = next;
      const problem = this.readMarkup();
      if (problem !== undefined) return problem;
    }
    const left = this.open.pop();
    if (left !== undefined) return this.problem(left.line, left.name, `<${left.name}> is never closed.`);
    return this.sawRoot ? undefined : this.problem(1, 'mjml', 'The message must be one <mjml> element.');
  }

  /** MJML drops text between its elements without a word, and with it `{{#if}}` tags. */
  private strayText(end: number): CompileProblem | undefined {
    const inside = this.open.at(-1);
    const text = this.text.slice(this.at, end);
    if (inside?.html === true || text.trim() === '') return undefined;
    if (inside === undefined) {
      const outside = `"${text.trim().slice(0, 40)}" stands outside <mjml>; the message must be one <mjml> element.`;
      return this.problem(lineAt(this.text, this.at + text.search(/\S/)), undefined, outside);
    }
    const line = lineAt(this.text, this.at + text.search(/\S/));
    const remedy = text.trim().startsWith('{{')
      ? 'put it into <mj-raw>…</mj-raw>'
      : 'put it into <mj-text>…</mj-text>';
    const shown = text.trim().slice(0, 40);
    return this.problem(
      line,
      inside?.name,
      `"${shown}" stands between MJML elements, where it would be lost; ${remedy}.`,
    );
  }

  private readMarkup(): CompileProblem | undefined {
    const { text, at } = this;
    if (text.startsWith('<!--', at)) return this.skipTo('-->', 'A comment');
    if (text.startsWith('<![CDATA[', at)) return this.skipTo(']]>', 'A CDATA section');
    if (text.startsWith('<!', at) || text.startsWith('<?', at)) return this.skipTo('>', 'A declaration');
    const name = /^<(\/?)([A-Za-z][A-Za-z0-9:-]*)/.exec(text.slice(at, at + 80));
    if (name === null) {
      return this.problem(this.line(), undefined, 'A "<" stands alone; write &lt; for the character itself.');
    }
    this.at += name[0].length;
    const tag = (name[2] ?? '').toLowerCase();
    return name[1] === '/' ? this.readEndTag(tag) : this.readStartTag(tag);
  }

  private readStartTag(name: string): CompileProblem | undefined {
    const line = this.line();
    const inHtml = this.open.at(-1)?.html === true;
    if (name === 'mj-include') {
      return this.problem(line, name, 'mj-include is not available; use a partial instead: {{> name}}.');
    }
    const attributes = this.readAttributes(name, line, inHtml);
    if (attributes !== undefined) return attributes;
    const selfClosed = this.text.startsWith('/>', this.at);
    if (!selfClosed && this.text[this.at] !== '>') {
      return this.problem(line, name, `The tag <${name} is not finished with ">".`);
    }
    this.at += selfClosed ? 2 : 1;
    if (this.open.length === 0) {
      if (name !== 'mjml' || this.sawRoot) {
        return this.problem(
          line,
          name,
          `<${name}> stands outside <mjml>; the message must be one <mjml> element.`,
        );
      }
      this.sawRoot = true;
    }
    if (selfClosed || (inHtml && VOID.has(name))) return undefined;
    if (OPAQUE_CONTENT.has(name)) return this.skipTo(`</${name}>`, `<${name}>`);
    this.open.push({ name, line, html: inHtml || HTML_CONTENT.has(name) });
    return undefined;
  }

  private readAttributes(name: string, line: number, inHtml: boolean): CompileProblem | undefined {
    for (;;) {
      ATTRIBUTE.lastIndex = this.at;
      const match = ATTRIBUTE.exec(this.text);
      if (match === null) {
        this.at += /^\s*/.exec(this.text.slice(this.at))?.[0].length ?? 0;
        return undefined;
      }
      const [whole, key = '', value] = match;
      if (key.includes('{{') || key.includes('}}')) {
        return this.problem(line, name, 'A {{…}} tag cannot stand between the attributes of a tag.');
      }
      if (value !== undefined && value.split('{{').length !== value.split('}}').length) {
        const remedy = 'inside an attribute in double quotes write texts in single quotes.';
        return this.problem(line, name, `The {{…}} tag in the attribute ${key} is cut off; ${remedy}`);
      }
      if (!inHtml && !/^["']/.test(value ?? '')) {
        return this.problem(line, name, `The attribute ${key} needs a value in quotation marks.`);
      }
      this.at += whole.length;
    }
  }

  private readEndTag(name: string): CompileProblem | undefined {
    const line = this.line();
    const end = /^\s*>/.exec(this.text.slice(this.at, this.at + 200));
    if (end === null) return this.problem(line, name, `The tag </${name} is not finished with ">".`);
    this.at += end[0].length;
    while (this.open.at(-1)?.name !== name && END_TAG_OPTIONAL.has(this.open.at(-1)?.name ?? ''))
      this.open.pop();
    const opened = this.open.at(-1);
    if (opened === undefined) return this.problem(line, name, `</${name}> closes nothing.`);
    if (opened.name !== name) {
      return this.problem(
        line,
        name,
        `</${name}> stands where <${opened.name}> of ${this.place(opened.line)} is still open.`,
      );
    }
    this.open.pop();
    return undefined;
  }

  private skipTo(end: string, what: string): CompileProblem | undefined {
    const found = this.text.indexOf(end, this.at);
    if (found === -1) return this.problem(this.line(), undefined, `${what} is never closed with ${end}.`);
    this.at = found + end.length;
    return undefined;
  }

  /** A second place inside a message, in the words of the author: the line before partials were put in. */
  private place(line: number): string {
    const origin = originOf(this.expanded, line);
    return `line ${origin.line}${origin.partial === undefined ? '' : ` of the partial ${origin.partial}`}`;
  }

  private line(): number {
    return lineAt(this.text, this.at);
  }

  private problem(line: number, tag: string | undefined, message: string): CompileProblem {
    return { part: 'mjml', line, message, ...(tag === undefined ? {} : { tag }) };
  }
}
