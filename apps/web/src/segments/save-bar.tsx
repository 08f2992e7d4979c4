import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Segment } from '../api/models';
import { asProblem } from '../api/problem';
import { ProblemNotice } from '../ui/problem-notice';
import { isAboutRules } from './rule-problems';

interface Props {
  segment: Segment | null;
  isDirty: boolean;
  isBusy: boolean;
  error: unknown;
  /** Rules that lack something, once somebody tried to save. */
  incomplete: number;
}

export function SaveBar({ segment, isDirty, isBusy, error, incomplete }: Props) {
  const { t } = useTranslation('segments');
  const inRules = error
    ? asProblem(error)
        .fields.filter(isAboutRules)
        .map(({ pointer }) => pointer)
    : [];
  return (
    <Stack gap="sm">
      <ProblemNotice
        error={error}
        title={t('editor.notSaved')}
        shown={['/name', '/description', ...inRules]}
      />
      {(incomplete > 0 || inRules.length > 0) && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {incomplete > 0 ? t('editor.incomplete', { count: incomplete }) : t('editor.mistakes')}
        </Text>
      )}
      <Group>
        <Button type="submit" loading={isBusy} disabled={Boolean(segment) && !isDirty}>
          {t(segment ? 'editor.save' : 'editor.create')}
        </Button>
        {segment && (
          <Text size="sm" c="dimmed" role="status">
            {isDirty ? t('editor.unsaved') : t('editor.allSaved', { version: segment.version })}
          </Text>
        )}
      </Group>
    </Stack>
  );
}
