import { EditorView } from '@codemirror/view';
import { Anchor, Box, List, Text, useComputedColorScheme } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type FieldProblem } from '../../api/problem';
import { styleNonce } from '../../shell/style-nonce';
import classes from './source-editor.module.css';
import { highlighting, mjmlLanguage } from './highlighting';
import { useCodeMirror } from './use-code-mirror';
import { setWrongLines, wrongLineMarks } from './wrong-lines';

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
  const place = useRef<HTMLDivElement>(null);
  const errors = useMemo(
    () => (problem ? asProblem(problem).fields.filter(({ pointer }) => pointer === '/mjml') : []),
    [problem],
  );
  const extensions = useMemo(
    () => [
      EditorView.cspNonce.of(styleNonce),
      EditorView.contentAttributes.of({ 'aria-label': t('source.label'), tabindex: '0' }),
      mjmlLanguage,
      highlighting(scheme),
      wrongLineMarks(scheme),
    ],
    [scheme, t],
  );
  const view = useCodeMirror(place, { value, onChange, isEditable, extensions });
  useEffect(() => {
    const marks = errors.flatMap((error) => {
      const line = lineOf(error);
      return line === null ? [] : [{ line, message: error.message }];
    });
    view.current?.dispatch({ effects: setWrongLines.of(marks) });
  }, [errors, view, extensions]);
  const goTo = (number: number) => {
    const own = view.current;
    if (!own || number > own.state.doc.lines) return;
    const line = own.state.doc.line(number);
    own.dispatch({ selection: { anchor: line.from, head: line.to }, scrollIntoView: true });
    own.focus();
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
        <div ref={place} className={classes.editor} />
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
