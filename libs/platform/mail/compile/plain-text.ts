import { convert } from 'html-to-text';

/**
 * The plain-text part from compiled HTML. Merge tags come through unchanged, links as `label <address>`, images are left
 * out (their `alt` texts repeat what stands next to them), layout tables are read in order.
 */
export function toPlainText(html: string): string {
  const text = convert(html, {
    wordwrap: false,
    preserveNewlines: false,
    selectors: [
      { selector: 'img', format: 'skip' },
      { selector: 'a', options: { linkBrackets: ['<', '>'], hideLinkHrefIfSameAsText: true } },
      ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({
        selector,
        options: { uppercase: false },
      })),
      { selector: 'hr', options: { length: 40 } },
    ],
  });
  return text
    .replace(/[ \t\u00a0]+$/gm, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
