import { Mark, mergeAttributes } from '@tiptap/react';
import { isLink } from '../merge/merge-text';

/** A link within text. What may be one is the server's rule; the library's own mark brings a finder of addresses that weighs more than the rest of it. */
export const LinkMark = Mark.create({
  name: 'link',
  inclusive: false,
  exitable: true,
  addAttributes: () => ({ href: { default: '' } }),
  parseHTML: () => [
    { tag: 'a[href]', getAttrs: (element) => isLink(element.getAttribute('href') ?? '') && null },
  ],
  renderHTML: ({ HTMLAttributes }) => ['a', mergeAttributes(HTMLAttributes, { rel: 'noopener' }), 0],
});
