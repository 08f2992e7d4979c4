import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CallStatus } from './webhook-queries';

const COLORS = {
  pending: 'yellow',
  delivered: 'tide',
  failed: 'red',
  gone: 'red',
  cancelled: 'gray',
} as const;

export function CallStatusBadge({ status }: { status: CallStatus }) {
  const { t } = useTranslation('webhooks');
  return (
    <Badge variant="light" color={COLORS[status]} c="var(--mantine-color-text)" style={{ flex: 'none' }}>
      {t(`status.${status}`)}
    </Badge>
  );
}
