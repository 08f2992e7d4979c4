import { html } from '@codemirror/lang-html';
import { forceLinting, linter, lintGutter, type Diagnostic } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { Anchor, Box, List, Text, useComputedColorScheme } from '@mantine/core';
import CodeMirror, { type ReactCodeMirrorRef } from '@uiw/react-codemirror';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type FieldProblem } from '../../api/problem';
import { styleNonce } from '../../shell/style-nonce';
import { highlighting } from './highlighting';

interface Props {
  value: string;
  onChange: (value: string) => void;
  isEditable: boolean;
  /** The error of the last preview or save; those that name a line are shown on it. */
  problem: unknown;
}

const EXAMPLE = "{{default contact.firstName 'there'}}";

function lineOf({ message }: FieldProblem): number | null {
  const match = /^Line (\d+):/i.exec(message);
  return match ? Number(match[1]) : null;
}

/** MJML as text, with the server's errors on their lines. */
export function SourceEditor({ value, onChange, isEditable, problem }: Props) {
  const { t } = useTranslation('templates');
  const scheme = useComputedColorScheme('light');
  const editor = useRef<ReactCodeMirrorRef>(null);
  const errors = useMemo(
    () => (problem ? asProblem(problem).fields.filter(({ pointer }) => pointer === '/mjml') : []),
    [problem],
  );
  const shown = useRef(errors);
  useEffect(() => {
    shown.current = errors;
    if (editor.current?.view) forceLinting(editor.current.view);
  }, [errors]);
  const extensions = useMemo(
    () => [
      EditorView.cspNonce.of(styleNonce),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': t('source.label') }),
      html({ matchClosingTags: true, selfClosingTags: true }),
      highlighting(scheme),
      lintGutter(),
      linter((view) =>
        shown.current.flatMap((error): Diagnostic[] => {
          const number = lineOf(error);
          if (number === null || number > view.state.doc.lines) return [];
          const line = view.state.doc.line(number);
          return [{ from: line.from, to: line.to, severity: 'error', message: error.message }];
        }),
      ),
    ],
    [scheme, t],
  );
  const goTo = (number: number) => {
    const view = editor.current?.view;
    if (!view || number > view.state.doc.lines) return;
    const line = view.state.doc.line(number);
    view.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true });
    view.focus();
  };
  return (
    <div>
      <Text size="sm" c="dimmed" mb={6}>
        {t('source.hint', { example: EXAMPLE })}
      </Text>
      <Box
        style={{
          border: '1px solid var(--mantine-color-default-border)',
          borderRadius: 8,
          overflow: 'hidden',
        }}
      >
        <CodeMirror
          ref={editor}
          value={value}
          onChange={onChange}
          editable={isEditable}
          height="calc(100vh - 260px)"
          minHeight="360px"
          theme="none"
          extensions={extensions}
          basicSetup={{ autocompletion: false, highlightActiveLine: false, highlightActiveLineGutter: false }}
        />
      </Box>
      {errors.length > 0 && (
        <div role="alert">
          <List size="sm" mt="xs">
            {errors.map((error, index) => {
              const line = lineOf(error);
              return (
                <List.Item key={index}>
                  <Text span size="sm" c="var(--mantine-color-error)">
                    {error.message}{' '}
                  </Text>
                  {line !== null && (
                    <Anchor component="button" type="button" size="sm" onClick={() => goTo(line)}>
                      {t('source.goTo', { line })}
                    </Anchor>
                  )}
                </List.Item>
              );
            })}
          </List>
        </div>
      )}
    </div>
  );
}
