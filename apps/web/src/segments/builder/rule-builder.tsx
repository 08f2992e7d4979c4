import { VisuallyHidden } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Catalogue } from '../tree/catalogue';
import type { GroupNode } from '../tree/rule-tree';
import { BuilderContext, type Builder } from './builder-context';
import { GroupEditor } from './group-editor';

interface Props {
  catalogue: Catalogue;
  tree: GroupNode;
  onChange: (tree: GroupNode) => void;
  readOnly: boolean;
  segmentId: string | null;
  problems: Builder['problems'];
  incomplete: Builder['incomplete'];
  showsIncomplete: boolean;
  counts: Builder['counts'];
  areCountsStale: boolean;
  verdicts: Builder['verdicts'];
}

/** The rule tree as nested groups of rules, for mouse and keyboard. */
export function RuleBuilder({ tree, onChange, ...rest }: Props) {
  const container = useRef<HTMLDivElement>(null);
  const wanted = useRef<string | null>(null);
  const [said, setSaid] = useState('');
  const builder = useMemo(
    (): Builder => ({
      ...rest,
      tree,
      mostCounted: Math.max(0, ...rest.counts.values()),
      edit: (change, after = {}) => {
        wanted.current = after.focus ?? null;
        if (after.said) setSaid(after.said);
        onChange(change(tree));
      },
    }),
    [tree, onChange, ...Object.values(rest)],
  );
  useEffect(() => {
    if (wanted.current === null) return;
    const key = wanted.current;
    wanted.current = null;
    // After a menu has given the focus back to where it stood.
    const timer = window.setTimeout(() => {
      container.current?.querySelector<HTMLElement>(`[data-focus="${key}"]`)?.focus();
    }, 0);
    return () => window.clearTimeout(timer);
  }, [tree]);
  return (
    <BuilderContext value={builder}>
      <div ref={container}>
        <GroupEditor group={tree} pointer="" event={null} />
        <VisuallyHidden role="status">{said}</VisuallyHidden>
      </div>
    </BuilderContext>
  );
}
