import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { parseTree } from './parse-tree';
import type { GroupNode } from './tree/rule-tree';

interface Props {
  tree: GroupNode;
  onChange: (tree: GroupNode) => void;
  readOnly: boolean;
}

/** The same rules as JSON, for people who write them by hand or copy them elsewhere. */
export function JsonView({ tree, onChange, readOnly }: Props) {
  const { t } = useTranslation('segments');
  const [text, setText] = useState(() => JSON.stringify(tree, null, 2));
  const { problem } = parseTree(text);
  const type = (typed: string) => {
    setText(typed);
    const { tree: next } = parseTree(typed);
    if (next) onChange(next);
  };
  return (
    <Textarea
      label={t('json.label')}
      description={t('json.hint')}
      rows={20}
      spellCheck={false}
      styles={{
        input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 13, lineHeight: 1.55 },
      }}
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
      error={problem && t(`json.${problem}`)}
      readOnly={readOnly}
    />
  );
}
