import { Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SendingUsage } from './limit-queries';

type Use = SendingUsage['windows'][number];

const NEARLY = 0.9;

/** How much of one limit is used up. */
export function UsageBar({ name, use }: { name: string; use: Use }) {
  const { t } = useTranslation('limits');
  const { used, limit, window } = use;
  const values = { used, limit, window: t(`per.${window}`) };
  const share = Math.min(1, used / limit);
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={2}>
        <Text size="sm" className="numbers">
          {t('usage', values)}
        </Text>
      </Group>
      <Progress
        value={share * 100}
        size="sm"
        color={share >= NEARLY ? 'yellow' : 'tide'}
        aria-label={t('usageLabel', { name, ...values })}
      />
    </div>
  );
}
