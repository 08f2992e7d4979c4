import { InputRule, mergeAttributes, Node } from '@tiptap/react';
import { readTag } from '../merge/merge-text';
import classes from './block-editor.module.css';

interface Options {
  labelOf: (field: string) => string;
}

/** A field of the reader within text: one character as far as the cursor is concerned. `{{contact.firstName}}` becomes one when it is typed. */
export const MergeTagNode = Node.create<Options>({
  name: 'mergeTag',
  group: 'inline',
  inline: true,
  atom: true,
  addOptions: () => ({ labelOf: (field) => field }),
  addAttributes: () => ({ field: { default: '' }, fallback: { default: '' } }),
  parseHTML: () => [
    {
      tag: 'span[data-merge-field]',
      getAttrs: (element) => ({
        field: element.getAttribute('data-merge-field') ?? '',
        fallback: element.getAttribute('data-fallback') ?? '',
      }),
    },
  ],
  renderHTML({ node, HTMLAttributes }) {
    const { field, fallback } = node.attrs as { field: string; fallback: string };
    const own = { 'data-merge-field': field, 'data-fallback': fallback, class: classes.tag };
    const label = this.options.labelOf(field) + (fallback === '' ? '' : ` | ${fallback}`);
    return ['span', mergeAttributes(HTMLAttributes, own), label];
  },
  renderText: ({ node }) => `{{${String(node.attrs.field)}}}`,
  addInputRules() {
    return [
      new InputRule({
        find: /\{\{[^{}]*\}\}$/,
        handler: ({ range, match, chain }) => {
          const tag = readTag(match[0]);
          if (!tag || tag.field.startsWith('links.')) return null;
          const attrs = { field: tag.field, fallback: tag.fallback ?? '' };
          chain().deleteRange(range).insertContent({ type: this.name, attrs }).run();
          return undefined;
        },
      }),
    ];
  },
});
