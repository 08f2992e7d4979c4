import { Badge, Box, Group, Paper, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../api/problem';
import type { TemplateSummary } from '../api/models';
import { formatAgo } from '../ui/format';
import { savedPreviewQuery } from './template-queries';
import { TemplateThumbnail } from './template-thumbnail';

export function TemplateCard({ template }: { template: TemplateSummary }) {
  const { t } = useTranslation('templates');
  const [isSeen, setSeen] = useState(false);
  const preview = useQuery({ ...savedPreviewQuery(template.id), enabled: isSeen });
  const onSeen = useCallback(() => setSeen(true), []);
  return (
    <Paper withBorder style={{ overflow: 'hidden' }} component="article">
      <TemplateThumbnail
        path={preview.data?.htmlPath ?? null}
        title={t('card.preview', { name: template.name })}
        problem={preview.error ? asProblem(preview.error).message : null}
        onSeen={onSeen}
      />
      <Box p="md">
        <Group justify="space-between" wrap="nowrap" gap="xs" align="flex-start">
          <Link to="/templates/$templateId" params={{ templateId: template.id }} className="row-link">
            {template.name}
          </Link>
          <Badge variant="light" color="gray" c="dimmed" style={{ flexShrink: 0 }}>
            {t(`mode.${template.mode}`)}
          </Badge>
        </Group>
        <Text size="sm" c="dimmed" truncate>
          {template.subject}
        </Text>
        <Text size="xs" c="dimmed" mt={4}>
          {t('card.changed', { ago: formatAgo(template.updatedAt) })}
        </Text>
      </Box>
    </Paper>
  );
}
