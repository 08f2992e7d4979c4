import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { asProblem } from '../api/problem';
import { problemsByRule } from './rule-problems';
import { explainTreeQuery, segmentPreviewQuery } from './segment-queries';
import { verdictsOf } from './person-check';
import { useLastGood } from '../ui/use-last-good';
import { keyOf, nodeAt } from './tree/edit-tree';
import type { Catalogue } from './tree/catalogue';
import { countableOf } from './tree/countable';
import type { GroupNode } from './tree/rule-tree';

const DELAY_MS = 400;
const NO_PROBLEMS: ReadonlyMap<string, string[]> = new Map();

interface Asked {
  tree: GroupNode;
  catalogue: Catalogue;
  topicId: string | null;
  contactId: string | null;
}

/** Counts the rules while they are written, without those that still lack something, and asks about one contact. */
export function useLiveCount({ tree, catalogue, topicId, contactId }: Asked) {
  const countable = useMemo(() => countableOf(tree, catalogue), [tree, catalogue]);
  const [asked] = useDebouncedValue(countable, DELAY_MS);
  const isCurrent = asked === countable;
  const preview = useQuery(segmentPreviewQuery(asked.tree, topicId));
  const explanation = useQuery(explainTreeQuery(asked.tree, contactId));
  const problems = useMemo(
    () =>
      preview.error && isCurrent
        ? problemsByRule(asProblem(preview.error).fields, asked.toFull)
        : NO_PROBLEMS,
    [preview.error, isCurrent, asked],
  );
  // By the key of the rule, which stays through edits: an older count never stands at another rule.
  const counted = useMemo(() => {
    if (!preview.data || preview.isPlaceholderData) return undefined;
    return new Map(
      (preview.data.afterEachRule ?? []).flatMap(({ pointer, count }) => {
        const node = nodeAt(asked.full, asked.toFull(pointer));
        return node ? [[keyOf(node), count] as const] : [];
      }),
    );
  }, [preview.data, preview.isPlaceholderData, asked]);
  const counts = useLastGood(counted) ?? NO_COUNTS;
  const answer = contactId && !explanation.isPlaceholderData ? explanation.data : undefined;
  const isStale = !isCurrent || preview.isPlaceholderData || preview.isError;
  const verdicts = useMemo(
    () => verdictsOf(isCurrent ? answer : undefined, asked.toFull),
    [isCurrent, answer, asked],
  );
  return {
    incomplete: countable.incomplete,
    preview: preview.data,
    // Mistakes in rules stand beside these.
    error: problems.size > 0 ? null : preview.error,
    isFetching: preview.isFetching || !isCurrent,
    isStale,
    problems,
    counts,
    explanation: contactId ? explanation.data : undefined,
    explanationError: problems.size > 0 ? null : explanation.error,
    verdicts,
  };
}

const NO_COUNTS: ReadonlyMap<string, number> = new Map();
