import { Parser } from 'htmlparser2';
import { escapeMergeText, isImageAddress, isLink } from './merge-text';

const ELEMENTS = new Set(
  (
    'a abbr address b big blockquote br caption center cite code col colgroup dd del div dl dt em font ' +
    'h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s small span strike strong sub sup ' +
    'table tbody td tfoot th thead tr tt u ul wbr'
  ).split(' '),
);
const VOID = new Set(['br', 'col', 'hr', 'img', 'wbr']);
/** Gone with everything in them. */
const SILENCED = new Set(
  (
    'applet audio base button canvas embed frame frameset form head iframe input math noembed noframes noscript object ' +
    'plaintext script select style svg template textarea title video xmp'
  ).split(' '),
);
const ATTRIBUTES = new Set(
  (
    'align alt bgcolor border cellpadding cellspacing color colspan dir face headers height lang role rowspan scope size ' +
    'span start title type valign width'
  ).split(' '),
);
/** Layout tables nest; what is deeper loses its elements and keeps its text. */
const MAX_DEPTH = 60;
/** Nothing that loads, hides a comment or ends the attribute. */
const STYLE = /^[\w\s:;#.,%()'!+/-]*$/;
const STYLE_THAT_LOADS = /url\s*\(|expression|import|binding|behaviou?r/i;

/**
 * Somebody's HTML as a well-formed piece of a message: known elements with known attributes, links and pictures with addresses that a message may have, merge
 * tags of the two forms. Everything else is taken out, the text of unknown elements stays.
 */
export function cleanHtml(html: string): string {
  return new HtmlCleaner().run(html);
}

class HtmlCleaner {
  private result = '';
  /** Text comes in pieces, and a merge tag may stand on the border of two. */
  private text = '';
  private silenced = 0;
  private readonly open: string[] = [];

  run(html: string): string {
    const parser = new Parser(
      {
        onopentag: (name, attributes) => this.openTag(name, attributes),
        onclosetag: (name) => this.closeTag(name),
        ontext: (text) => {
          if (this.silenced === 0) this.text += text;
        },
      },
      { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
    );
    parser.end(html);
    this.writeText();
    return (
      this.result +
      this.open
        .reverse()
        .map((name) => `</${name}>`)
        .join('')
    );
  }

  private openTag(name: string, attributes: Record<string, string>): void {
    if (SILENCED.has(name)) this.silenced += 1;
    if (this.silenced > 0 || !ELEMENTS.has(name) || this.open.length >= MAX_DEPTH) return;
    this.writeText();
    const written = Object.entries(attributes).map(([key, value]) => cleanAttribute(name, key, value));
    if (name === 'img' && !written.some((attribute) => attribute.startsWith(' src='))) return;
    this.result += `<${name}${written.join('')}${VOID.has(name) ? ' /' : ''}>`;
    if (!VOID.has(name)) this.open.push(name);
  }

  private closeTag(name: string): void {
    if (SILENCED.has(name)) this.silenced = Math.max(0, this.silenced - 1);
    if (this.silenced > 0 || !this.open.includes(name)) return;
    this.writeText();
    for (let last = this.open.pop(); last !== undefined; last = this.open.pop()) {
      this.result += `</${last}>`;
      if (last === name) return;
    }
  }

  private writeText(): void {
    this.result += escapeMergeText(this.text);
    this.text = '';
  }
}

function cleanAttribute(element: string, key: string, value: string): string {
  const isKept =
    ATTRIBUTES.has(key) ||
    (key === 'style' && STYLE.test(value) && !STYLE_THAT_LOADS.test(value)) ||
    (key === 'href' && element === 'a' && isLink(value.trim())) ||
    (key === 'src' && element === 'img' && isImageAddress(value.trim()));
  return isKept ? ` ${key}="${escapeMergeText(value.trim())}"` : '';
}
