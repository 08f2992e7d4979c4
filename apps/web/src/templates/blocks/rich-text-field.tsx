import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, ListKeymap, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Strike } from '@tiptap/extension-strike';
import { Text } from '@tiptap/extension-text';
import { Underline } from '@tiptap/extension-underline';
import { EditorContent, useEditor, useEditorState, type Editor } from '@tiptap/react';
import { useMemo, type CSSProperties } from 'react';
import { styleNonce } from '../../shell/style-nonce';
import { useMergeFields } from '../merge/use-merge-fields';
import type { Passage } from './document';
import { LinkMark } from './link-mark';
import { MergeTagNode } from './merge-tag-node';
import { fromEditor, toEditor } from './rich-text-json';
import { RichTextToolbar } from './rich-text-toolbar';
import classes from './block-editor.module.css';

interface Props {
  passages: Passage[];
  onChange: (passages: Passage[]) => void;
  /** What is written here, for those who do not see it. */
  label: string;
  /** Of headings: one paragraph and no lists. */
  isOneLine?: boolean;
  style?: CSSProperties;
  autoFocus?: boolean;
}

/** Text as it will look, with marks, links, lists and fields of the reader. The parent's `key` begins it anew. */
export function RichTextField({
  passages,
  onChange,
  label,
  isOneLine = false,
  style,
  autoFocus = false,
}: Props) {
  const fields = useMergeFields();
  const labels = useMemo(() => new Map(fields.map(({ field, label: name }) => [field, name])), [fields]);
  const editor = useEditor({
    injectNonce: styleNonce,
    autofocus: autoFocus ? 'end' : false,
    content: toEditor(passages),
    extensions: [
      // No history: the document undoes as a whole.
      ...[Document, Paragraph, Text, HardBreak, Bold, Italic, Underline, Strike, LinkMark],
      ...(isOneLine ? [] : [BulletList, OrderedList, ListItem, ListKeymap]),
      MergeTagNode.configure({ labelOf: (field) => labels.get(field) ?? field }),
    ],
    editorProps: {
      attributes: {
        'aria-label': label,
        role: 'textbox',
        'aria-multiline': String(!isOneLine),
        class: classes.editable ?? '',
      },
      handleKeyDown: (_view, event) => isOneLine && event.key === 'Enter' && !event.shiftKey,
    },
    onUpdate: ({ editor: changed }) => onChange(fromEditor(changed.getJSON())),
  });
  const state = useEditorState({ editor, selector: ({ editor: current }) => marksOf(current) });
  return (
    <div>
      <RichTextToolbar editor={editor} state={state} isOneLine={isOneLine} label={label} />
      <EditorContent editor={editor} style={style} />
    </div>
  );
}

export interface MarkState {
  bold: boolean;
  italic: boolean;
  underline: boolean;
  strike: boolean;
  bulletList: boolean;
  orderedList: boolean;
  href: string;
  /** The chosen field of the reader, if one is. */
  tag: { field: string; fallback: string } | null;
}

function marksOf(editor: Editor): MarkState {
  const isChosen = editor.isActive('mergeTag');
  return {
    bold: editor.isActive('bold'),
    italic: editor.isActive('italic'),
    underline: editor.isActive('underline'),
    strike: editor.isActive('strike'),
    bulletList: editor.isActive('bulletList'),
    orderedList: editor.isActive('orderedList'),
    href: String(editor.getAttributes('link').href ?? ''),
    tag: isChosen ? (editor.getAttributes('mergeTag') as { field: string; fallback: string }) : null,
  };
}
