import type { Block, BlockDocument, ColumnBlock, ColumnSplit, Inline } from '@features/templates';

type Without<Kind> = Kind extends unknown ? Omit<Kind, 'id'> : never;
/** A block that has no id yet; `line` divides. */
export type Part = Without<Block> | 'line';
type Words = readonly (string | Inline)[];

const inlines = (words: Words): Inline[] =>
  words.map((word) => (typeof word === 'string' ? { text: word } : word));

export const name = (fallback: string): Inline => ({ field: 'contact.firstName', fallback });
export const link = (words: string, href: string): Inline => ({ text: words, href });

export function heading(level: 1 | 2 | 3, words: Words): Without<ColumnBlock> {
  return { kind: 'heading', level, align: 'left', content: inlines(words) };
}

export function text(words: Words, size: 'small' | 'normal' | 'large' = 'normal'): Without<ColumnBlock> {
  return { kind: 'text', align: 'left', size, passages: [{ kind: 'paragraph', content: inlines(words) }] };
}

export function picked(items: readonly Words[]): Without<ColumnBlock> {
  const list = { kind: 'list' as const, isOrdered: false, items: items.map(inlines) };
  return { kind: 'text', align: 'left', size: 'normal', passages: [list] };
}

export function button(label: string, href: string): Without<ColumnBlock> {
  return { kind: 'button', label, href, align: 'left', isWide: false };
}

export function columns(split: ColumnSplit, parts: Without<ColumnBlock>[][]): Part {
  const withIds = parts.map((blocks, column) => ({
    blocks: blocks.map((block, index) => ({ ...block, id: `c${column}-${index}` })),
  }));
  return { kind: 'columns', split, columns: withIds };
}

/** A whole email of these parts, between the brand's header and the footer. */
export function blocksOf(parts: readonly Part[]): BlockDocument {
  const all: Part[] = [
    { kind: 'header', logo: '', showsViewInBrowser: true },
    ...parts,
    {
      kind: 'footer',
      align: 'center',
      reason: [{ text: 'You get this because you signed up for the coffee letter.' }],
      unsubscribeLabel: 'Unsubscribe',
      preferencesLabel: 'Choose what you receive',
    },
  ];
  const blocks = all.map((part, index) => withId(part, `b${index}`));
  return { v: 1, style: { lang: 'en' }, blocks };
}

function withId(part: Part, id: string): Block {
  if (part === 'line') return { kind: 'divider', id };
  if (part.kind !== 'columns') return { ...part, id };
  // Ids are unique in the whole document.
  const columnsOf = part.columns.map(({ blocks }) => ({
    blocks: blocks.map((block) => ({ ...block, id: `${id}-${block.id}` })),
  }));
  return { ...part, id, columns: columnsOf };
}
