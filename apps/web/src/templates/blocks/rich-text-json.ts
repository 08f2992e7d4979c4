import type { JSONContent } from '@tiptap/react';
import { isMergeTag, type Inline, type Marks, type Passage } from './document';

/** Between the words of a document and those of the text editor. Neither says anything that the other cannot. */

const MARKS = ['bold', 'italic', 'underline', 'strike'] as const;

export function toEditor(passages: Passage[]): JSONContent {
  const content = passages.map((passage): JSONContent => {
    if (passage.kind === 'paragraph') return paragraph(passage.content);
    return {
      type: passage.isOrdered ? 'orderedList' : 'bulletList',
      content: passage.items.map((item) => ({ type: 'listItem', content: [paragraph(item)] })),
    };
  });
  return { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] };
}

export function fromEditor(json: JSONContent): Passage[] {
  return (json.content ?? []).flatMap((node): Passage[] => {
    if (node.type === 'bulletList' || node.type === 'orderedList') {
      return [{ kind: 'list', isOrdered: node.type === 'orderedList', items: itemsOf(node) }];
    }
    return [{ kind: 'paragraph', content: inlinesOf(node) }];
  });
}

/** Lists within lists become one. */
function itemsOf(list: JSONContent): Inline[][] {
  return (list.content ?? []).flatMap((item) =>
    (item.content ?? []).flatMap((node) => (node.type === 'paragraph' ? [inlinesOf(node)] : itemsOf(node))),
  );
}

function paragraph(inlines: Inline[]): JSONContent {
  const content = inlines.flatMap((inline): JSONContent[] => {
    const marks = marksOf(inline);
    if (isMergeTag(inline)) {
      return [{ type: 'mergeTag', attrs: { field: inline.field, fallback: inline.fallback ?? '' }, marks }];
    }
    return inline.text
      .split('\n')
      .flatMap((line, index): JSONContent[] => [
        ...(index === 0 ? [] : [{ type: 'hardBreak' }]),
        ...(line === '' ? [] : [{ type: 'text', text: line, marks }]),
      ]);
  });
  return content.length > 0 ? { type: 'paragraph', content } : { type: 'paragraph' };
}

function marksOf(inline: Marks): JSONContent['marks'] {
  const plain = MARKS.filter((mark) => inline[mark] === true).map((type) => ({ type }));
  return inline.href === undefined ? plain : [...plain, { type: 'link', attrs: { href: inline.href } }];
}

function inlinesOf(node: JSONContent): Inline[] {
  return (node.content ?? []).reduce<Inline[]>((inlines, child) => {
    const marks = readMarks(child);
    const last = inlines.at(-1);
    if (child.type === 'mergeTag') {
      const { field, fallback } = child.attrs as { field: string; fallback: string };
      return [...inlines, { field, ...(fallback === '' ? {} : { fallback }), ...marks }];
    }
    const text = child.type === 'hardBreak' ? '\n' : (child.text ?? '');
    if (text === '\n' && last && !isMergeTag(last))
      return [...inlines.slice(0, -1), { ...last, text: `${last.text}\n` }];
    return [...inlines, { text, ...marks }];
  }, []);
}

function readMarks({ marks = [] }: JSONContent): Marks {
  const read: Marks = {};
  for (const { type, attrs } of marks) {
    const mark = MARKS.find((known) => known === type);
    if (mark) read[mark] = true;
    const href = (attrs as { href?: unknown } | undefined)?.href;
    if (type === 'link' && typeof href === 'string' && href !== '') read.href = href;
  }
  return read;
}
