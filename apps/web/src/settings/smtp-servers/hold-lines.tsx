import { Alert, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../ui/anchor-link';
import { formatTime } from '../../ui/format-time';
import { sayHold } from '../limits/hold-words';
import type { SendingHold } from '../limits/limit-queries';

/** Why a server is not simply working, in plain words. */
export function HoldLines({ holds }: { holds: readonly SendingHold[] }) {
  const { t } = useTranslation(['limits', 'settings']);
  if (holds.length === 0) return null;
  return (
    <Alert color={holds.some(({ isLasting }) => isLasting) ? 'red' : 'yellow'} mt="sm">
      <Stack gap="xs">
        {holds.map((hold) => (
          <div key={hold.id}>
            <Text size="sm" fw={600}>
              {sayHold(hold, t)}
            </Text>
            <Text size="sm">
              {t('now.since', { time: formatTime(hold.since) })}, {t('now.strikes', { count: hold.strikes })}.{' '}
              {t(`advice.${hold.cause}`)}
            </Text>
          </div>
        ))}
        <AnchorLink to="/settings/limits" size="sm">
          {t('now.title')}
        </AnchorLink>
      </Stack>
    </Alert>
  );
}
