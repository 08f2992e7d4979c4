import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { CampaignStatus } from '../api/models';

const COLORS: Record<CampaignStatus, string> = {
  draft: 'gray',
  scheduled: 'blue',
  resolving: 'blue',
  sending: 'blue',
  paused: 'yellow',
  sent: 'tide',
  cancelled: 'gray',
  failed: 'red',
};

export function CampaignStatusBadge({ status }: { status: CampaignStatus }) {
  const { t } = useTranslation('campaigns');
  return (
    <Badge variant="light" color={COLORS[status]} c="var(--mantine-color-text)" miw="max-content">
      {t(`status.${status}`)}
    </Badge>
  );
}
