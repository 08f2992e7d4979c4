import {
  Grid,
  Group,
  Loader,
  SegmentedControl,
  Stack,
  Text,
  ThemeIcon,
  ActionIcon,
  Button,
} from '@mantine/core';
import IconArrowBackUp from '@tabler/icons-react/dist/esm/icons/IconArrowBackUp.mjs';
import IconArrowForwardUp from '@tabler/icons-react/dist/esm/icons/IconArrowForwardUp.mjs';
import IconDoorExit from '@tabler/icons-react/dist/esm/icons/IconDoorExit.mjs';
import IconMailCog from '@tabler/icons-react/dist/esm/icons/IconMailCog.mjs';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../../ui/loading';
import { problemsOf, useBuilder } from './builder-context';
import { ProblemList } from './problem-list';
import { SidePanel } from './side-panel';
import { PartCard } from './step-card';
import { StepList } from './step-list';
import { useDescribe, type Describe } from './use-describe';
import type { Draft } from './use-draft';
import { asProblem } from '../../api/problem';

const Canvas = lazy(async () => ({ default: (await import('./canvas')).Canvas }));

interface Props {
  draft: Draft;
  view: 'list' | 'canvas';
  onView: (view: 'list' | 'canvas') => void;
  isChecked: boolean;
}

/** The builder: steps as a list or as a canvas, and the settings of what is selected. */
export function StepsTab({ draft, view, onView, isChecked }: Props) {
  const { t } = useTranslation('sequences');
  const describe = useDescribe();
  const { selection } = useBuilder();
  return (
    <Stack gap="md">
      <ProblemList describe={describe} isChecked={isChecked} />
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          aria-label={t('view.label')}
          data={[
            { value: 'list', label: t('view.list') },
            { value: 'canvas', label: t('view.canvas') },
          ]}
          value={view}
          onChange={(next) => onView(next as 'list' | 'canvas')}
        />
        <SaveState draft={draft} />
      </Group>
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: view === 'list' ? 7 : selection === null ? 12 : 7.5 }}>
          {view === 'list' ? (
            <StepList describe={describe} />
          ) : (
            <Suspense fallback={<Loading rows={6} height={60} />}>
              <Canvas describe={describe} />
            </Suspense>
          )}
          <Stack gap="xs" mt="md">
            <SettingsCards describe={describe} />
          </Stack>
        </Grid.Col>
        {(view === 'list' || selection !== null) && (
          <Grid.Col span={{ base: 12, md: view === 'list' ? 5 : 4.5 }}>
            <SidePanel describe={describe} />
          </Grid.Col>
        )}
      </Grid>
    </Stack>
  );
}

function SettingsCards({ describe }: { describe: Describe }) {
  const { t } = useTranslation('sequences');
  const { graph, selection, select, problems } = useBuilder();
  const parts = [
    { part: 'mailing', icon: IconMailCog, text: describe.mailing(graph) },
    { part: 'ending', icon: IconDoorExit, text: describe.ending(graph) },
  ] as const;
  return parts.map(({ part, icon: Icon, text }) => (
    <PartCard
      key={part}
      isSelected={selection !== null && 'part' in selection && selection.part === part}
      onSelect={() => select({ part })}
      icon={
        <ThemeIcon variant="light" color="gray" size={34} radius="md">
          <Icon size={19} stroke={1.7} aria-hidden />
        </ThemeIcon>
      }
      title={t(`parts.${part}`)}
      problems={problemsOf(problems, { part })}
    >
      <Text size="sm" c="dimmed" component="span" display="block" lineClamp={2}>
        {text}
      </Text>
    </PartCard>
  ));
}

function SaveState({ draft }: { draft: Draft }) {
  const { t } = useTranslation(['sequences', 'ui']);
  const { isReadOnly } = useBuilder();
  if (isReadOnly) return null;
  const isConflict = asProblem(draft.error).fields.some(({ pointer }) => pointer === '/version');
  return (
    <Group gap="xs">
      <Text
        size="sm"
        c={draft.error && !draft.isSaving ? 'var(--mantine-color-error)' : 'dimmed'}
        role="status"
      >
        {draft.isSaving && <Loader size={12} mr={6} aria-hidden />}
        {draft.isSaving || (draft.isDirty && !draft.error)
          ? t('save.saving')
          : isConflict
            ? t('save.conflict')
            : draft.error && draft.isDirty
              ? t('save.notSaved')
              : t('save.saved')}
      </Text>
      {isConflict && (
        <Button size="xs" variant="default" onClick={() => void draft.reload()}>
          {t('save.takeTheirs')}
        </Button>
      )}
      <ActionIcon
        variant="default"
        size={34}
        aria-label={t('save.undo')}
        disabled={draft.undo === null}
        onClick={() => draft.undo?.()}
      >
        <IconArrowBackUp size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={34}
        aria-label={t('save.redo')}
        disabled={draft.redo === null}
        onClick={() => draft.redo?.()}
      >
        <IconArrowForwardUp size={18} aria-hidden />
      </ActionIcon>
    </Group>
  );
}
