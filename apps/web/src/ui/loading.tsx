import { Paper, Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Grey lines in the place of a list or card that is on its way. */
export function Loading({ rows = 4, height = 44 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Paper withBorder p="lg" role="status" aria-busy>
      <VisuallyHidden>{t('loading')}</VisuallyHidden>
      <Stack gap="sm">
        {Array.from({ length: rows }, (_, index) => (
          <Skeleton key={index} height={height} radius="sm" />
        ))}
      </Stack>
    </Paper>
  );
}
