import { HighlightStyle, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
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
    keyword: '#5a32a3',
    ground: '#ffffff',
    ink: '#1f2328',
  },
  dark: {
    tag: '#86c4b4',
    attribute: '#f0b67f',
    text: '#f2a1c0',
    comment: '#a3adb5',
    keyword: '#c4b0f5',
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
        { tag: tags.string, color: color.text },
        { tag: tags.keyword, color: color.keyword, fontWeight: '600' },
        { tag: tags.comment, color: color.comment },
      ]),
    ),
  ];
}

/** MJML with Handlebars, told apart just far enough to be coloured: the parsers of HTML, CSS and JavaScript would weigh more than the editor. */
export const mjmlLanguage = StreamLanguage.define<{ place: 'text' | 'tag' | 'comment' }>({
  name: 'mjml',
  startState: () => ({ place: 'text' }),
  token(stream, state) {
    if (state.place === 'comment') {
      if (stream.match(/^.*?-->/)) state.place = 'text';
      else stream.skipToEnd();
      return 'comment';
    }
    if (stream.match(/^\{\{[^}]*\}\}+/)) return 'keyword';
    if (state.place === 'tag') {
      if (stream.match(/^\/?>/)) {
        state.place = 'text';
        return 'tagName';
      }
      if (stream.match(/^"[^"]*"|^'[^']*'/)) return 'string';
      if (stream.match(/^[^\s=>"'/]+/)) return 'attributeName';
      stream.next();
      return null;
    }
    if (stream.match(/^<!--/)) {
      state.place = 'comment';
      return 'comment';
    }
    if (stream.match(/^<\/?[A-Za-z][\w:-]*/)) {
      state.place = 'tag';
      return 'tagName';
    }
    stream.next();
    stream.eatWhile(/[^<{]/);
    return null;
  },
});
