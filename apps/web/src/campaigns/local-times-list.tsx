import { Stack, Table, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { formatNumber, formatTime } from '../ui/format';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { localTimesQuery } from './campaign-queries';

const SHOWN = 6;

/** Who gets it when, zone by zone, as the API counts it. */
export function LocalTimesList({ campaignId, localTime }: { campaignId: string; localTime: string }) {
  const { t } = useTranslation('campaigns');
  const [settled] = useDebouncedValue(localTime, 400);
  const times = useQuery(localTimesQuery(campaignId, settled || null));
  if (times.error) return <ProblemNotice error={times.error} onRetry={() => void times.refetch()} />;
  if (!times.data) return <Loading rows={3} height={20} />;
  const { zones, passedContacts, unknownContacts } = times.data;
  return (
    <Stack gap={6}>
      <Table horizontalSpacing={4} verticalSpacing={4} className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('localTimes.zone')}</Table.Th>
            <Table.Th>{t('localTimes.at')}</Table.Th>
            <Table.Th ta="right">{t('localTimes.people')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {zones.slice(0, SHOWN).map(({ zone, at, contacts, hasPassed }) => (
            <Table.Tr key={zone}>
              <Table.Td>{zone}</Table.Td>
              <Table.Td>{hasPassed ? t('localTimes.atOnce') : formatTime(at)}</Table.Td>
              <Table.Td ta="right">{formatNumber(contacts)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {zones.length > SHOWN && (
        <Text size="sm" c="dimmed">
          {t('localTimes.more', { count: zones.length - SHOWN })}
        </Text>
      )}
      {passedContacts > 0 && <Text size="sm">{t('localTimes.passed', { count: passedContacts })}</Text>}
      {unknownContacts > 0 && (
        <Text size="sm" c="dimmed">
          {t('localTimes.unknown', { count: unknownContacts })}
        </Text>
      )}
    </Stack>
  );
}
