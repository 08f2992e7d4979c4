import { List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../ui/anchor-link';
import { Card } from '../ui/card';
import { formatDay, formatTime } from '../ui/format';
import { ProblemNotice } from '../ui/problem-notice';
import { contactSegmentsQuery } from './contact-queries';

/** Lists and tracked segments that the person is in, and when it came and left. */
export function SegmentsCard({ contactId }: { contactId: string }) {
  const { t } = useTranslation('contacts');
  const { data, error } = useQuery(contactSegmentsQuery(contactId));
  return (
    <Card title={t('segments.title')} hint={t('segments.hint')}>
      <ProblemNotice error={error} />
      {data?.memberOf.length === 0 && <Text c="dimmed">{t('segments.none')}</Text>}
      <Stack gap="xs">
        {data?.memberOf.map((segment) => (
          <div key={segment.id}>
            <AnchorLink to="/segments/$segmentId" params={{ segmentId: segment.id }} size="sm">
              {segment.name}
            </AnchorLink>
            <Text size="xs" c="dimmed">
              {t('since', { day: formatDay(segment.since) })}
            </Text>
          </div>
        ))}
        {data && data.history.length > 0 && (
          <List size="xs" c="dimmed" listStyleType="none" spacing={2} mt="xs">
            {data.history.slice(0, 10).map((move) => (
              <List.Item key={move.segmentId + move.at + move.what}>
                {t(`segments.${move.what}`, { name: move.name, time: formatTime(move.at) })}
              </List.Item>
            ))}
          </List>
        )}
      </Stack>
    </Card>
  );
}
