import { Group, Stack, Text } from '@mantine/core';
import { formatNumber, words } from '../ui/format';

const REASONS: Record<string, string> = {
  excluded: 'In an excluded segment',
  suppressed: 'Suppressed address',
  unsubscribed: 'Unsubscribed from the topic',
  pending: 'Did not confirm the subscription',
  expired: 'Implied consent has ended',
  'no-subscription': 'Never subscribed to the topic',
  paused: 'Paused their mail',
  'duplicate-address': 'Address already in the audience',
  'invalid-address': 'Address cannot receive mail',
};

export function LeftOutList({ leftOut }: { leftOut: Record<string, number> }) {
  const entries = Object.entries(leftOut)
    .filter(([, count]) => count > 0)
    .sort(([, a], [, b]) => b - a);
  if (entries.length === 0) return <Text c="dimmed">Nobody. Everyone who matched was chosen.</Text>;
  return (
    <Stack gap="xs">
      {entries.map(([reason, count]) => (
        <Group key={reason} justify="space-between" wrap="nowrap">
          <Text size="sm">{REASONS[reason] ?? words(reason)}</Text>
          <Text size="sm" fw={650} className="numbers">
            {formatNumber(count)}
          </Text>
        </Group>
      ))}
    </Stack>
  );
}
