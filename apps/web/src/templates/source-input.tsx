import { Anchor, List, Stack, Text, Textarea } from '@mantine/core';
import { useRef } from 'react';
import { asProblem, type FieldProblem } from '../api/problem';

interface Props {
  value: string;
  onChange: (value: string) => void;
  /** The error of the last preview or save; those that name a line get a link to it. */
  problem: unknown;
}

function lineOf({ message }: FieldProblem): number | null {
  const match = /\bline (\d+)/i.exec(message);
  return match ? Number(match[1]) : null;
}

/** MJML as text. An error's line number leads to its line. */
export function SourceInput({ value, onChange, problem }: Props) {
  const area = useRef<HTMLTextAreaElement>(null);
  const errors = problem
    ? asProblem(problem).fields.filter(
        ({ pointer }) => pointer.endsWith('/mjml') || lineOf({ pointer, code: '', message: '' }),
      )
    : [];
  const goTo = (line: number) => {
    const lines = value.split('\n');
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    const element = area.current;
    if (!element) return;
    element.focus();
    element.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    element.scrollTop = Math.max(0, (line - 5) * (element.scrollHeight / lines.length));
  };
  return (
    <Stack gap="xs">
      <Textarea
        ref={area}
        label="Source"
        description="MJML with merge fields such as {{default contact.firstName 'there'}}."
        required
        autosize={false}
        rows={22}
        spellCheck={false}
        wrap="off"
        error={errors.length > 0}
        styles={{
          input: {
            color: 'var(--mantine-color-text)',
            fontFamily: 'var(--mantine-font-family-monospace)',
            fontSize: 12.5,
            lineHeight: 1.55,
            overflowX: 'auto',
          },
        }}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {errors.length > 0 && (
        <div role="alert">
          <List size="sm" c="var(--mantine-color-error)">
            {errors.map((error, index) => {
              const line = lineOf(error);
              return (
                <List.Item key={index}>
                  <Text span size="sm" c="var(--mantine-color-error)">
                    {error.message}{' '}
                  </Text>
                  {line !== null && (
                    <Anchor component="button" type="button" size="sm" onClick={() => goTo(line)}>
                      Go to line {line}
                    </Anchor>
                  )}
                </List.Item>
              );
            })}
          </List>
        </div>
      )}
    </Stack>
  );
}
