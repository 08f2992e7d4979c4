import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SequenceStatus } from './models';

const COLORS: Record<SequenceStatus, string> = {
  draft: 'gray',
  active: 'tide',
  paused: 'yellow',
  archived: 'gray',
};

export function SequenceStatusBadge({ status }: { status: SequenceStatus }) {
  const { t } = useTranslation('sequences');
  return (
    <Badge variant="light" color={COLORS[status]} c="var(--mantine-color-text)" miw="max-content">
      {t(`status.${status}`)}
    </Badge>
  );
}
