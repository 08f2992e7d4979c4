import { Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Describe } from '../builder/use-describe';
import { isFork } from '../graph/exits';
import { outlineOf, stepsIn } from '../graph/outline';
import type { SequenceGraph, Step, StepId } from '../graph/sequence-graph';

interface Props {
  graph: SequenceGraph;
  describe: Describe;
  answers: Record<string, string>;
  onChange: (answers: Record<string, string>) => void;
}

const AFTER = ['1 hours', '1 days', '3 days', '1 weeks'] as const;

/** What is pretended at the forks on the way, and of the goal. */
export function Answers({ graph, describe, answers, onChange }: Props) {
  const { t } = useTranslation('sequences');
  const { main } = outlineOf(graph);
  const forks = stepsIn(main).flatMap((id): [StepId, Step][] => {
    const step = graph.steps[id];
    return step && isFork(step) ? [[id, step]] : [];
  });
  const after = AFTER.map((time) => ({ value: `happens after ${time}`, label: t(`simulate.after.${time}`) }));
  const optionsOf = (step: Step) => {
    if (step.kind === 'branch') {
      const cases = step.cases.map((_, index) => ({
        value: `case ${index + 1}`,
        label: describe.exit(step, `case ${index}`),
      }));
      return [...cases, { value: 'else', label: describe.exit(step, 'else') }];
    }
    if (step.kind === 'split') {
      return step.parts.map(({ percent }, index) => ({
        value: `part ${index + 1}`,
        label: t('simulate.part', { number: index + 1, percent }),
      }));
    }
    return [...after, { value: 'never', label: t('simulate.never') }];
  };
  const set = (key: string, value: string | null) => {
    const { [key]: _old, ...rest } = answers;
    onChange(value ? { ...rest, [key]: value } : rest);
  };
  if (forks.length === 0 && graph.goal === null) return null;
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t('simulate.onTheWay')}
      </Text>
      {forks.map(([id, step]) => (
        <Select
          key={id}
          label={describe.name(id, step)}
          description={describe.step(step)}
          placeholder={t(`simulate.without.${step.kind as 'branch' | 'split' | 'waitUntil'}`)}
          clearable
          clearButtonProps={{ 'aria-label': t('simulate.noAnswer') }}
          data={optionsOf(step)}
          value={answers[id] ?? null}
          onChange={(value) => set(id, value)}
        />
      ))}
      {graph.goal && (
        <Select
          label={t('simulate.goal')}
          description={describe.condition(graph.goal)}
          placeholder={t('simulate.never')}
          clearable
          clearButtonProps={{ 'aria-label': t('simulate.noAnswer') }}
          data={after}
          value={answers.goal ?? null}
          onChange={(value) => set('goal', value)}
        />
      )}
    </Stack>
  );
}
