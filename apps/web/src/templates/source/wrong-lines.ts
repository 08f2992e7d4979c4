import { RangeSet, StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, GutterMarker, gutterLineClass, type DecorationSet } from '@codemirror/view';

/** A line, counted from 1, and what is wrong with it. */
export interface WrongLine {
  line: number;
  message: string;
}

/** Says anew which lines are wrong. */
export const setWrongLines = StateEffect.define<readonly WrongLine[]>();

class WrongNumber extends GutterMarker {
  override elementClass = 'cm-wrongNumber';
}
const WRONG_NUMBER = new WrongNumber();

/** The marks move along with their lines until the server says otherwise. */
const wrongLines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (marks, transaction) => {
    const said = transaction.effects.find((effect) => effect.is(setWrongLines));
    return said ? marksOf(said.value, transaction.state) : marks.map(transaction.changes);
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    gutterLineClass.compute([field], (state) => {
      const numbers: { from: number }[] = [];
      state.field(field).between(0, state.doc.length, (from) => void numbers.push({ from }));
      return RangeSet.of(numbers.map(({ from }) => WRONG_NUMBER.range(from)));
    }),
  ],
});

function marksOf(problems: readonly WrongLine[], state: EditorState): DecorationSet {
  const byLine = new Map<number, string>();
  for (const { line, message } of problems) {
    if (line >= 1 && line <= state.doc.lines)
      byLine.set(line, [byLine.get(line), message].filter(Boolean).join('\n'));
  }
  const marks = [...byLine].map(([line, message]) =>
    Decoration.line({ class: 'cm-wrongLine', attributes: { title: message } }).range(
      state.doc.line(line).from,
    ),
  );
  return Decoration.set(marks, true);
}

/**
 * Marks lines by classes alone. The ready-made marker of CodeMirror writes its picture into a style attribute, which our content security policy refuses; the
 * messages stand in a list below, where everybody can read them.
 */
export function wrongLineMarks(scheme: 'light' | 'dark'): Extension {
  const [ground, edge] = scheme === 'dark' ? ['#4a2326', '#ff8f8f'] : ['#fdeaea', '#c02525'];
  return [
    wrongLines,
    EditorView.theme({
      '.cm-line.cm-wrongLine': { backgroundColor: ground, boxShadow: `inset 3px 0 0 ${edge}` },
      '.cm-gutterElement.cm-wrongNumber': { color: edge, fontWeight: '700' },
    }),
  ];
}
