import { convert, type FormatCallback } from 'html-to-text';

/**
 * The plain-text part from compiled HTML. Merge tags come through unchanged, links as `label <address>`, images are left
 * out (their `alt` texts repeat what stands next to them), tables are read row by row, a line each.
 */
export function toPlainText(html: string): string {
  const text = convert(html, {
    wordwrap: false,
    preserveNewlines: false,
    formatters: { cell: writeCell },
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { linkBrackets: ['<', '>'], hideLinkHrefIfSameAsText: true } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      { selector: 'hr', options: { length: 40 } },
      // A line for each row, and a gap between cells; of layout tables nothing of it shows, because blocks stand in their cells.
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      { selector: 'td', format: 'cell' },
      { selector: 'th', format: 'cell' },
    ],
  });
  return text
    .replace(/[ \t\u00a0]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** What stands between two cells; white space at the beginning of a line falls away by itself. */
const writeCell: FormatCallback = (element, walk, builder) => {
  if ((element as { prev?: unknown }).prev) builder.addInline(' ');
  walk(element.children, builder);
};
