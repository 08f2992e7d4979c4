import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { isBeingCounted } from '../api/while-counted';
import { formatAgo } from './format-time';

interface Props {
  query: {
    data?: { countedAt: string | null; isBeingCounted?: boolean } | undefined;
    failureReason: unknown;
  };
}

/** When a worker counted these numbers, or that it is doing so. Nothing where they were counted just now. */
export function CountedNote({ query: { data, failureReason } }: Props) {
  const { t } = useTranslation();
  if (!data) {
    return isBeingCounted(failureReason) ? (
      <Text size="sm" c="dimmed" role="status">
        {t('counted.first')}
      </Text>
    ) : null;
  }
  if (data.countedAt === null) return null;
  return (
    <Text size="xs" c="dimmed">
      {t(data.isBeingCounted ? 'counted.again' : 'counted.at', { ago: formatAgo(data.countedAt) })}
    </Text>
  );
}
