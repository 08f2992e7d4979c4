import Handlebars from 'handlebars';
import { Parser } from 'htmlparser2';
import type { CompiledLink } from './compiled-message';
import { checkLinkTarget, toInlineTarget } from './link-target';

export interface RewrittenHtml {
  html: string;
  links: CompiledLink[];
  hasUnsubscribe: boolean;
  warnings: string[];
  /** `near` is the attribute value, by which the author's line is found. */
  problems: { message: string; tag: string; near: string }[];
}

interface Replacement {
  start: number;
  end: number;
  value: string;
}

const FORBIDDEN_TAGS = new Set([
  'script',
  'iframe',
  'object',
  'embed',
  'base',
  'applet',
  'frame',
  'frameset',
  'form',
  // Mail programs show none of these, and inside of them other rules of parsing hold, which hides what follows.
  'svg',
  'math',
  'xmp',
  'noembed',
  'noframes',
  'plaintext',
]);
/** Addresses that would be neither checked nor tracked. */
const FORBIDDEN_ATTRIBUTES = new Set(['xlink:href', 'formaction', 'ping']);

/**
 * Checks the compiled HTML and puts placeholders in the place of link targets: `{{@click.[n]}}` for what is tracked,
 * `{{@links.…}}` for the system's own pages. Links inside `{{#each}}` whose target depends on the item cannot be
 * told apart by position; they stay direct, with their values encoded.
 */
export function rewriteHtml(html: string): RewrittenHtml {
  return new HtmlRewriter(html).run();
}

class HtmlRewriter {
  private readonly result: RewrittenHtml = {
    html: '',
    links: [],
    hasUnsubscribe: false,
    warnings: [],
    problems: [],
  };
  private readonly replacements: Replacement[] = [];
  private readonly loops: { start: number; end: number }[];
  private label: CompiledLink | undefined;
  private inStyle = false;

  constructor(private readonly html: string) {
    this.loops = loopRanges(html);
  }

  run(): RewrittenHtml {
    const parser = new Parser(
      {
        onattribute: (name, value, quote) => this.attribute(name, value, quote),
        onopentag: (name, attributes) =>
          this.openTag(name, attributes, [parser.startIndex, parser.endIndex + 1]),
        ontext: (text) => this.text(text),
        onclosetag: (name) => this.closeTag(name),
      },
      { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
    );
    parser.end(this.html);
    let at = 0;
    for (const { start, end, value } of this.replacements) {
      this.result.html += this.html.slice(at, start) + value;
      at = end;
    }
    this.result.html += this.html.slice(at);
    for (const link of this.result.links) link.label = link.label.replace(/\s+/g, ' ').trim().slice(0, 80);
    return this.result;
  }

  private attribute(name: string, value: string, quote: string | undefined | null): void {
    if (/^on[a-z]/.test(name)) this.problem('Scripts in attributes are not allowed.', name, `${name}=`);
    if (FORBIDDEN_ATTRIBUTES.has(name))
      this.problem(`The attribute ${name} is not allowed.`, name, `${name}=`);
    if (quote == null && value.includes('{{')) {
      this.problem('A merge field in an attribute needs quotation marks around the value.', name, value);
    }
  }

  private openTag(name: string, attributes: Record<string, string>, range: [number, number]): void {
    if (FORBIDDEN_TAGS.has(name)) this.problem(`<${name}> is not allowed in a message.`, name, `<${name}`);
    if (name === 'meta' && attributes['http-equiv']?.trim().toLowerCase() === 'refresh') {
      this.problem('A message cannot lead its reader elsewhere by itself.', 'meta', 'refresh');
    }
    if (name === 'style') this.inStyle = true;
    if (name === 'img') this.image(attributes);
    if (name !== 'a' && name !== 'area') return;
    const href = attributes['href'];
    if (href !== undefined) this.link(name, href.trim(), range);
  }

  private image({ src = '' }: Record<string, string>): void {
    const target = src.trim();
    if (target === '') this.result.warnings.push('An image has no address.');
    else if (!/^https?:\/\/|^\{\{|^cid:/i.test(target)) {
      this.problem(`The image address "${target.slice(0, 60)}" must start with https://.`, 'img', target);
    }
  }

  private link(tag: string, href: string, [start, end]: [number, number]): void {
    const target = checkLinkTarget(href);
    const inLoop = href.includes('{{') && this.loops.some((loop) => loop.start < start && end <= loop.end);
    switch (target.kind) {
      case 'refused':
        return this.problem(target.reason, tag, href);
      case 'anchor':
        return;
      case 'system':
        if (target.page === 'unsubscribe') this.result.hasUnsubscribe = true;
        return this.replace(start, end, `{{@links.${target.page}}}`);
      case 'direct':
        return this.inline(tag, href, [start, end]);
      case 'tracked':
        if (inLoop) return this.inline(tag, href, [start, end]);
    }
    this.label = { index: this.result.links.length, url: href, label: '' };
    this.result.links.push(this.label);
    this.replace(start, end, `{{@click.[${this.label.index}]}}`);
  }

  private inline(tag: string, href: string, [start, end]: [number, number]): void {
    if (!href.includes('{{')) return;
    const value = toInlineTarget(href);
    if (value === undefined) return this.problem('Blocks cannot stand inside this link address.', tag, href);
    this.replace(start, end, value);
  }

  private replace(start: number, end: number, value: string): void {
    const tag = this.html.slice(start, end);
    const match = /\shref\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/i.exec(tag);
    if (match?.[1] === undefined) return;
    const from = start + match.index + match[0].length - match[1].length;
    this.replacements.push({ start: from, end: from + match[1].length, value: `"${value}"` });
  }

  private text(text: string): void {
    if (this.label !== undefined) this.label.label += text;
    if (this.inStyle && text.includes('{{')) {
      this.problem('Merge fields are not allowed in mj-style; use brand values.', 'mj-style', text);
    }
  }

  private closeTag(name: string): void {
    if (name === 'a') this.label = undefined;
    if (name === 'style') this.inStyle = false;
  }

  private problem(message: string, tag: string, near: string): void {
    this.result.problems.push({ message, tag, near });
  }
}

/** Offsets of the insides of `{{#each}}` and `{{#with}}`. */
function loopRanges(html: string): { start: number; end: number }[] {
  const lines = [0];
  for (let at = html.indexOf('\n'); at !== -1; at = html.indexOf('\n', at + 1)) lines.push(at + 1);
  const offset = ({ line, column }: hbs.AST.Position) => (lines[line - 1] ?? 0) + column;
  const ranges: { start: number; end: number }[] = [];
  const walk = (program: hbs.AST.Program | undefined): void => {
    for (const node of program?.body ?? []) {
      if (node.type !== 'BlockStatement') continue;
      const block = node as hbs.AST.BlockStatement;
      const name = block.path.original;
      if (name === 'each' || name === 'with') {
        ranges.push({ start: offset(block.loc.start), end: offset(block.loc.end) });
      }
      walk(block.program);
      walk(block.inverse);
    }
  };
  walk(Handlebars.parse(html));
  return ranges;
}
