import { Box, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../ui/problem-notice';
import { MessageFrame } from './message-frame';
import { savedPreviewQuery } from './template-queries';

const HEIGHT = 420;
const DESKTOP_WIDTH = 700;

/** A saved template with sample data, to recognise it by. */
export function SavedTemplatePreview({ templateId }: { templateId: string }) {
  const { t } = useTranslation('templates');
  const preview = useQuery(savedPreviewQuery(templateId));
  if (preview.error)
    return (
      <ProblemNotice error={preview.error} title={t('card.none')} onRetry={() => void preview.refetch()} />
    );
  if (!preview.data) return <Skeleton h={HEIGHT} />;
  return (
    <Box
      style={{ border: '1px solid var(--mantine-color-default-border)', borderRadius: 8, overflow: 'hidden' }}
    >
      <MessageFrame
        path={preview.data.htmlPath}
        title={t('preview.frame')}
        height={HEIGHT}
        width={DESKTOP_WIDTH}
      />
    </Box>
  );
}
