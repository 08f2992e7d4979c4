import { Badge } from '@mantine/core';
import type { CampaignStatus } from '../api/models';

const LOOKS: Record<CampaignStatus, { label: string; color: string }> = {
  draft: { label: 'Draft', color: 'gray' },
  scheduled: { label: 'Scheduled', color: 'blue' },
  resolving: { label: 'Finding recipients', color: 'blue' },
  sending: { label: 'Sending', color: 'blue' },
  paused: { label: 'Paused', color: 'yellow' },
  sent: { label: 'Sent', color: 'tide' },
  cancelled: { label: 'Cancelled', color: 'gray' },
  failed: { label: 'Failed', color: 'red' },
};

export function CampaignStatusBadge({ status }: { status: CampaignStatus }) {
  const { label, color } = LOOKS[status];
  return (
    <Badge variant="light" color={color} c="var(--mantine-color-text)">
      {label}
    </Badge>
  );
}
