import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Colours that can be read (WCAG AA) on the app's own grounds; the ready-made themes miss that. */
const COLORS = {
  light: {
    tag: '#14594a',
    attribute: '#7a3e00',
    text: '#8a1c4a',
    comment: '#56616b',
    ground: '#ffffff',
    ink: '#1f2328',
  },
  dark: {
    tag: '#86c4b4',
    attribute: '#f0b67f',
    text: '#f2a1c0',
    comment: '#a3adb5',
    ground: '#242629',
    ink: '#e6e8ea',
  },
};

export function highlighting(scheme: 'light' | 'dark'): Extension {
  const color = COLORS[scheme];
  return [
    EditorView.theme(
      {
        '&': { fontSize: '13px', backgroundColor: color.ground, color: color.ink },
        '&.cm-focused': { outline: '2px solid var(--mantine-color-tide-6)', outlineOffset: '-2px' },
        '.cm-content': { fontFamily: 'var(--mantine-font-family-monospace)', caretColor: color.ink },
        '.cm-gutters': { backgroundColor: color.ground, color: color.comment, border: 'none' },
      },
      { dark: scheme === 'dark' },
    ),
    syntaxHighlighting(
      HighlightStyle.define([
        { tag: [tags.tagName, tags.angleBracket], color: color.tag },
        { tag: tags.attributeName, color: color.attribute },
        { tag: [tags.attributeValue, tags.string], color: color.text },
        { tag: tags.comment, color: color.comment },
      ]),
    ),
  ];
}
