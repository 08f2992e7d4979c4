import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Segment, SegmentPreview } from '../api/models';
import { asProblem } from '../api/problem';
import { formatNumber } from '../ui/format';
import { ProblemNotice } from '../ui/problem-notice';
import { isAboutRules } from './rule-problems';

interface Props {
  segment: Segment | null;
  isDirty: boolean;
  isBusy: boolean;
  error: unknown;
  /** Rules that lack something, once somebody tried to save. */
  incomplete: number;
  /** The live count: on a phone it stands far below the rules. */
  preview: SegmentPreview | undefined;
}

export function SaveBar({ segment, isDirty, isBusy, error, incomplete, preview }: Props) {
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
      {preview && (
        <Text hiddenFrom="md" fw={600} className="numbers" aria-hidden>
          {formatNumber(preview.count)} {t('preview.match', { count: preview.count })} ·{' '}
          {formatNumber(preview.mailableCount)} {t('preview.mailable')}
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
