import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../ui/format';

const REASONS = [
  'excluded',
  'suppressed',
  'unsubscribed',
  'pending',
  'expired',
  'no-subscription',
  'paused',
] as const;

/** The reasons that keep somebody out, the largest first. */
export function leftOutOf(leftOut: Record<string, number>): [(typeof REASONS)[number], number][] {
  return REASONS.map((reason): [(typeof REASONS)[number], number] => [reason, leftOut[reason] ?? 0])
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
}

export function LeftOutList({ leftOut }: { leftOut: Record<string, number> }) {
  const { t } = useTranslation('campaigns');
  const entries = leftOutOf(leftOut);
  if (entries.length === 0) return <Text c="dimmed">{t('report.nobodyLeftOut')}</Text>;
  return (
    <Stack gap="xs">
      {entries.map(([reason, count]) => (
        <Group key={reason} justify="space-between" wrap="nowrap">
          <Text size="sm">{t(`leftOut.${reason}`)}</Text>
          <Text size="sm" fw={650} className="numbers">
            {formatNumber(count)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
