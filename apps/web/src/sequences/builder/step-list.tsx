import { Badge, Paper, Stack, Text, ThemeIcon, Title } from '@mantine/core';
import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import IconPlayerPlay from '@tabler/icons-react/dist/esm/icons/IconPlayerPlay.mjs';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { targetOf } from '../graph/exits';
import { outlineOf, type Outline, type OutlineItem } from '../graph/outline';
import { problemsOf, useBuilder } from './builder-context';
import { InsertButton } from './insert-button';
import { PartCard, StepCard } from './step-card';
import classes from './steps.module.css';
import type { Describe } from './use-describe';

/** The whole flow as nested ordered lists: everything that the canvas can do, by keyboard and for screen readers. */
export function StepList({ describe }: { describe: Describe }) {
  const { t } = useTranslation('sequences');
  const { graph } = useBuilder();
  const { main, loose } = useMemo(() => outlineOf(graph), [graph]);
  return (
    <Stack gap="md">
      <div>
        <EntryCard describe={describe} />
        <OutlineList outline={main} describe={describe} label={t('steps.label')} />
      </div>
      {loose.length > 0 && (
        <Paper withBorder p="md">
          <Title order={3}>{t('steps.loose')}</Title>
          <Text size="sm" c="dimmed" mb="sm">
            {t('steps.looseHint')}
          </Text>
          {loose.map((outline) => (
            <OutlineList
              key={outline.items[0]?.id}
              outline={outline}
              describe={describe}
              label={t('steps.loose')}
            />
          ))}
        </Paper>
      )}
    </Stack>
  );
}

export function EntryCard({ describe }: { describe: Describe }) {
  const { t } = useTranslation('sequences');
  const { graph, selection, select, problems } = useBuilder();
  const isSelected = selection !== null && 'part' in selection && selection.part === 'entry';
  const said = graph.triggers.map(describe.trigger);
  return (
    <PartCard
      isSelected={isSelected}
      onSelect={() => select({ part: 'entry' })}
      icon={
        <ThemeIcon size={34} radius="md">
          <IconPlayerPlay size={19} stroke={1.7} aria-hidden />
        </ThemeIcon>
      }
      title={t('parts.entry')}
      problems={problemsOf(problems, { part: 'entry' })}
    >
      <Text size="sm" c="dimmed" component="span" lineClamp={2}>
        {said.length > 0 ? said.join(t('say.or')) : t('say.noTrigger')}
      </Text>
    </PartCard>
  );
}

interface ListProps {
  outline: Outline;
  describe: Describe;
  label: string;
}

function OutlineList({ outline, describe, label }: ListProps) {
  const { t } = useTranslation('sequences');
  const { graph } = useBuilder();
  const isEnd = outline.tail.length > 0 && outline.tail.every((edge) => targetOf(graph, edge) === null);
  return (
    <>
      {outline.items.length > 0 && (
        <ol className={classes.list} aria-label={label}>
          {outline.items.map((item) => (
            <Item key={item.id} item={item} describe={describe} />
          ))}
        </ol>
      )}
      {outline.tail.length > 0 && (
        <div className={classes.between}>
          <InsertButton edges={outline.tail} label={plusLabel(t, outline, label)} />
          {isEnd && (
            <Badge variant="default" tt="none" fw={500}>
              {t('steps.end')}
            </Badge>
          )}
          {outline.goesTo !== null && (
            <Text size="sm" c="dimmed" display="inline-flex" style={{ alignItems: 'center', gap: 4 }}>
              <IconArrowRight size={16} aria-hidden />
              {t('steps.goesTo', { step: describe.name(outline.goesTo, graph.steps[outline.goesTo]) })}
            </Text>
          )}
        </div>
      )}
    </>
  );
  function plusLabel(translate: typeof t, { items }: Outline, inList: string): string {
    const last = items.at(-1);
    return last
      ? translate('steps.addAfter', { step: describe.name(last.id, last.step) })
      : translate('steps.addIn', { list: inList });
  }
}

function Item({ item, describe }: { item: OutlineItem; describe: Describe }) {
  const { t } = useTranslation('sequences');
  const name = describe.name(item.id, item.step);
  return (
    <li>
      {item.edges.length > 0 && (
        <div className={classes.between}>
          <InsertButton edges={item.edges} label={t('steps.addBefore', { step: name })} />
        </div>
      )}
      <StepCard id={item.id} step={item.step} describe={describe} />
      {item.arms.length > 0 && (
        <ul className={classes.arms}>
          {item.arms.map(({ exit, outline }) => {
            const way = describe.exit(item.step, exit);
            return (
              <li key={exit} className={classes.arm}>
                <Text size="sm" fw={600}>
                  {way}
                </Text>
                <OutlineList
                  outline={outline}
                  describe={describe}
                  label={t('steps.way', { way, step: name })}
                />
              </li>
            );
          })}
        </ul>
      )}
    </li>
  );
}
