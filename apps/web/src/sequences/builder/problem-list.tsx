import { Alert, Anchor, List, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import IconAlertTriangle from '@tabler/icons-react/dist/esm/icons/IconAlertTriangle.mjs';
import IconCircleCheck from '@tabler/icons-react/dist/esm/icons/IconCircleCheck.mjs';
import { useTranslation } from 'react-i18next';
import type { SequenceProblem } from '../models';
import { placeOf, useBuilder } from './builder-context';
import type { Describe } from './use-describe';

/** Everything in the way of publishing, each leading to where it is mended. */
export function ProblemList({ describe, isChecked }: { describe: Describe; isChecked: boolean }) {
  const { t } = useTranslation('sequences');
  const { problems } = useBuilder();
  const [isOpen, { toggle }] = useDisclosure(false);
  const blocks = problems.filter(({ level }) => level === 'block');
  const warns = problems.filter(({ level }) => level === 'warn');
  if (problems.length === 0 && !isChecked) return null;
  if (problems.length === 0) {
    return (
      <Alert color="tide" icon={<IconCircleCheck aria-hidden />} role="status" py="xs">
        {t('problems.none')}
      </Alert>
    );
  }
  return (
    <Alert
      color={blocks.length > 0 ? 'red' : 'yellow'}
      icon={<IconAlertTriangle aria-hidden />}
      title={
        <Text span size="sm" fw={650} c="var(--mantine-color-text)">
          {blocks.length > 0
            ? t('problems.blocked', { count: blocks.length })
            : t('problems.warned', { count: warns.length })}
        </Text>
      }
    >
      <Items problems={blocks} describe={describe} />
      {warns.length > 0 && (
        <>
          <Anchor
            component="button"
            type="button"
            size="sm"
            c="inherit"
            aria-expanded={isOpen}
            onClick={toggle}
          >
            {isOpen ? t('problems.hide') : t('problems.show', { count: warns.length })}
          </Anchor>
          {isOpen && <Items problems={warns} describe={describe} />}
        </>
      )}
    </Alert>
  );
}

function Items({ problems, describe }: { problems: SequenceProblem[]; describe: Describe }) {
  if (problems.length === 0) return null;
  return (
    <List size="sm" spacing={6} my={6}>
      {problems.map((problem) => (
        <Item key={problem.pointer + problem.code + problem.message} problem={problem} describe={describe} />
      ))}
    </List>
  );
}

function Item({ problem, describe }: { problem: SequenceProblem; describe: Describe }) {
  const { t } = useTranslation('sequences');
  const { graph, select } = useBuilder();
  const place = placeOf(problem);
  const label =
    'step' in place ? describe.name(place.step, graph.steps[place.step]) : t(`parts.${place.part}`);
  return (
    <List.Item>
      <Anchor component="button" type="button" size="sm" c="inherit" fw={600} onClick={() => select(place)}>
        {label}
      </Anchor>
      {': '}
      <Text span size="sm">
        {problem.message} {problem.remedy}
      </Text>
    </List.Item>
  );
}
