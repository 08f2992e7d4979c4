import { Badge, Group, Text, UnstyledButton } from '@mantine/core';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../ui/format-number';
import type { Step, StepId } from '../graph/sequence-graph';
import type { SequenceProblem, StepCounts } from '../models';
import { isSelected, problemsOf, useBuilder } from './builder-context';
import classes from './steps.module.css';
import { StepIcon } from './step-icon';
import type { Describe } from './use-describe';

interface Props {
  id: StepId;
  step: Step;
  describe: Describe;
}

/** One step in either view: what it does, who is there, and what is wrong with it. Opens its settings. */
export function StepCard({ id, step, describe }: Props) {
  const { selection, select, problems, counts, path } = useBuilder();
  return (
    <PartCard
      isSelected={isSelected(selection, id)}
      onSelect={() => select({ step: id })}
      icon={<StepIcon kind={step.kind} />}
      title={describe.name(id, step)}
      problems={problemsOf(problems, { step: id })}
      path={path === null ? undefined : path.has(id) ? 'on' : 'off'}
      stepId={id}
    >
      <Text size="sm" c="dimmed" className={classes.clamp} component="div">
        {describe.step(step)}
      </Text>
      <Counts counts={counts.get(id)} isEmail={step.kind === 'email'} />
    </PartCard>
  );
}

interface PartProps {
  isSelected: boolean;
  onSelect: () => void;
  icon: ReactNode;
  title: string;
  problems: SequenceProblem[];
  children: ReactNode;
  path?: 'on' | 'off' | undefined;
  stepId?: StepId;
}

export function PartCard(props: PartProps) {
  const { t } = useTranslation('sequences');
  const blocks = props.problems.filter(({ level }) => level === 'block').length;
  const warns = props.problems.length - blocks;
  return (
    <UnstyledButton
      className={classes.card}
      onClick={props.onSelect}
      aria-pressed={props.isSelected}
      data-selected={props.isSelected || undefined}
      data-on-path={props.path === 'on' || undefined}
      data-off-path={props.path === 'off' || undefined}
      data-step={props.stepId}
    >
      {props.icon}
      <span className={classes.body}>
        <Group gap={8} wrap="nowrap" justify="space-between">
          <Text fw={600} size="sm" className={classes.clamp} component="span">
            {props.title}
          </Text>
          {blocks + warns > 0 && (
            <Badge
              size="sm"
              variant="light"
              color={blocks > 0 ? 'red' : 'yellow'}
              c="var(--mantine-color-text)"
              leftSection={<IconAlertTriangle size={12} aria-hidden />}
              style={{ flexShrink: 0 }}
            >
              {blocks > 0
                ? t('problems.toMend', { count: blocks })
                : t('problems.toLookAt', { count: warns })}
            </Badge>
          )}
          {props.path === 'on' && (
            <Badge
              size="sm"
              variant="outline"
              c="var(--mantine-color-text)"
              ml="auto"
              style={{ flexShrink: 0 }}
            >
              {t('simulate.onPath')}
            </Badge>
          )}
        </Group>
        {props.children}
      </span>
    </UnstyledButton>
  );
}

function Counts({ counts, isEmail }: { counts: StepCounts | undefined; isEmail: boolean }) {
  const { t } = useTranslation('sequences');
  if (!counts) return null;
  const figures = isEmail
    ? (['waiting', 'sent', 'opened', 'clicked', 'exited'] as const)
    : (['waiting', 'passed', 'exited'] as const);
  return (
    <span className={`${classes.counts} numbers`}>
      {figures
        .filter((figure) => figure !== 'exited' || counts.exited > 0)
        .map((figure) => (
          <Text key={figure} size="xs" component="span">
            <b>{formatNumber(counts[figure])}</b> {t(`counts.${figure}`)}
          </Text>
        ))}
    </span>
  );
}
