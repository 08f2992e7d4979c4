const STYLE = /<style\b[^>]*>[\s\S]*?<\/style>/gi;
// eslint-disable-next-line no-control-regex
const TAG_OR_NON_ASCII = /\{\{[\s\S]*?\}\}|[^\u0000-\u007f]+/g;
// eslint-disable-next-line no-control-regex
const NON_ASCII = /[^\u0000-\u007f]/gu;
const FOLD_AT = 400;

/**
 * Makes static HTML safe to send without a transfer encoding: non-ASCII characters become character references (CSS
 * escapes inside `<style>`), indentation goes, lines are folded where white space already stands outside of `{{…}}`,
 * line ends are CRLF, and no line starts with a dot. What stands inside `{{…}}` is left alone: its value is escaped
 * when it is rendered.
 */
export function toAsciiHtml(html: string): string {
  const withStyles = html.replace(STYLE, (style) => asciiCss(style));
  const ascii = withStyles.replace(TAG_OR_NON_ASCII, (piece) =>
    piece.startsWith('{{') ? piece : references(piece),
  );
  // White space is content inside <pre> and <textarea>.
  const compact = /<(?:pre|textarea)\b/i.test(ascii)
    ? ascii
    : ascii.replace(/[ \t]+$/gm, '').replace(/\n\s*/g, '\n');
  return (
    compact.split('\n').map(foldLine).join('\n').replace(/^\./gm, ' .').trim().replace(/\n/g, '\r\n') + '\r\n'
  );
}

/** Every code point as a decimal character reference; a lone surrogate becomes U+FFFD. */
export function references(text: string): string {
  let result = '';
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0xfffd;
    result += `&#${code >= 0xd800 && code <= 0xdfff ? 0xfffd : code};`;
  }
  return result;
}

function asciiCss(css: string): string {
  return css.replace(NON_ASCII, (character) => `\\${(character.codePointAt(0) ?? 0xfffd).toString(16)} `);
}

/** Breaks at spaces that stand outside of `{{…}}`; a run without any stays long, and rendering copes. */
function foldLine(line: string): string {
  if (line.length <= FOLD_AT) return line;
  const folded: string[] = [];
  let rest = line;
  while (rest.length > FOLD_AT) {
    const at = foldPosition(rest);
    if (at === -1) break;
    folded.push(rest.slice(0, at));
    rest = rest.slice(at + 1);
  }
  folded.push(rest);
  return folded.join('\n');
}

function foldPosition(line: string): number {
  let depth = 0;
  let last = -1;
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at];
    if (character === '{' && line[at + 1] === '{') depth += 1;
    if (character === '}' && line[at + 1] === '}') depth = Math.max(0, depth - 1);
    if (character === ' ' && depth === 0 && at > 0) {
      if (at > FOLD_AT && last !== -1) return last;
      last = at;
      if (at > FOLD_AT) return at;
    }
  }
  return last;
}
