import { Badge, Box, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem';
import type { GalleryTemplate } from '../api/models';
import { useMay } from '../session/use-session';
import { ProblemNotice } from '../ui/problem-notice';
import { shippedPreviewQuery } from './template-queries';
import { TemplateThumbnail } from './template-thumbnail';

interface Props {
  template: GalleryTemplate;
  isBusy: boolean;
  /** Why it could not be copied. */
  error: unknown;
  onUse: () => void;
}

export function GalleryCard({ template, isBusy, error, onUse }: Props) {
  const { t } = useTranslation('templates');
  const mayWrite = useMay('templates:write');
  const [isSeen, setSeen] = useState(false);
  const preview = useQuery({ ...shippedPreviewQuery(template.key), enabled: isSeen });
  const onSeen = useCallback(() => setSeen(true), []);
  return (
    <Paper
      withBorder
      component="article"
      style={{ display: 'flex', flexDirection: 'column', overflow: 'hidden' }}
    >
      <TemplateThumbnail
        path={preview.data?.htmlPath ?? null}
        title={t('card.preview', { name: template.name })}
        problem={preview.error ? asProblem(preview.error).message : null}
        onSeen={onSeen}
      />
      <Box p="md" style={{ display: 'flex', flex: 1 }}>
        <Stack gap="xs" style={{ flex: 1 }}>
          <Group justify="space-between" wrap="nowrap" align="flex-start">
            <Title order={3}>{template.name}</Title>
            <Badge variant="light" color="gray" c="dimmed" style={{ flexShrink: 0 }}>
              {t(`mode.${template.mode}`)}
            </Badge>
          </Group>
          <Text size="sm" c="dimmed" style={{ flex: 1 }}>
            {template.description}
          </Text>
          <ProblemNotice error={error} title={t('gallery.notCopied')} />
          {mayWrite && (
            <Button
              variant="light"
              mt="xs"
              loading={isBusy}
              onClick={onUse}
              aria-label={t('gallery.useNamed', { name: template.name })}
            >
              {t('gallery.use')}
            </Button>
          )}
        </Stack>
      </Box>
    </Paper>
  );
}
