import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { RuleTree } from '../graph/sequence-graph';

interface Props {
  label: string;
  value: RuleTree;
  onChange: (value: RuleTree) => void;
  error?: string | undefined;
}

/** The rules of a segment, inside of a sequence. */
export function RulesInput({ label, value, onChange, error }: Props) {
  const [text, setText] = useState(() => JSON.stringify(value, null, 2));
  const take = (typed: string) => {
    setText(typed);
    try {
      const parsed: unknown = JSON.parse(typed);
      if (typeof parsed === 'object' && parsed !== null) onChange(parsed as RuleTree);
    } catch {
      // Not JSON yet.
    }
  };
  return (
    <Textarea
      label={label}
      rows={8}
      spellCheck={false}
      value={text}
      onChange={(event) => take(event.currentTarget.value)}
      error={error}
    />
  );
}
