import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef, type RefObject } from 'react';

interface Options {
  value: string;
  onChange: (value: string) => void;
  isEditable: boolean;
  /** May change, such as with the colours of the page. */
  extensions: Extension;
}

const fromOutside = new Compartment();

/** An editor in `place`, and a way to its view. Its own text is taken over when `value` changes from outside. */
export function useCodeMirror(
  place: RefObject<HTMLDivElement | null>,
  { value, onChange, isEditable, extensions }: Options,
): RefObject<EditorView | null> {
  const view = useRef<EditorView | null>(null);
  const changed = useRef(onChange);
  changed.current = onChange;
  const first = useRef({ value, isEditable, extensions });
  useEffect(() => {
    if (!place.current) return undefined;
    const own = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: first.current.value,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
          EditorView.lineWrapping,
          EditorState.readOnly.of(!first.current.isEditable),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) changed.current(update.state.doc.toString());
          }),
          fromOutside.of(first.current.extensions),
        ],
      }),
    });
    view.current = own;
    return () => own.destroy();
  }, [place]);
  useEffect(() => {
    view.current?.dispatch({ effects: fromOutside.reconfigure(extensions) });
  }, [extensions]);
  useEffect(() => {
    const own = view.current;
    if (!own || own.state.doc.toString() === value) return;
    own.dispatch({ changes: { from: 0, to: own.state.doc.length, insert: value } });
  }, [value]);
  return view;
}
