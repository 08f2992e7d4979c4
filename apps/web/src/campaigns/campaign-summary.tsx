import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../api/models';
import { segmentsQuery } from '../segments/segment-queries';
import { topicsQuery } from '../settings/settings-queries';
import { templatesQuery } from '../templates/template-queries';
import { Card } from '../ui/card';
import { sendersQuery } from './campaign-queries';

/** What was, or will be, sent to whom. */
export function CampaignSummary({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const senders = useQuery(sendersQuery);
  const topics = useQuery(topicsQuery);
  const templates = useQuery(templatesQuery({}));
  const segments = useQuery(segmentsQuery({}));
  const sender = senders.data?.items.find(({ id }) => id === campaign.senderId);
  const template = templates.data?.items.find(({ id }) => id === campaign.templateId);
  const namesOf = (sources: Campaign['audience']['include']) =>
    sources
      .map(({ segmentId }) =>
        segmentId
          ? (segments.data?.items.find(({ id }) => id === segmentId)?.name ?? '…')
          : t('summary.ownRule'),
      )
      .join(', ');
  const rows: [string, string][] = [
    [t('fields.subject'), campaign.subject ?? template?.subject ?? '–'],
    [t('fields.template'), template?.name ?? '–'],
    [t('fields.from'), sender ? `${sender.fromName} <${sender.fromEmail}>` : '–'],
    [t('fields.topic'), topics.data?.items.find(({ id }) => id === campaign.topicId)?.name ?? '–'],
    [t('summary.to'), namesOf(campaign.audience.include) || '–'],
    [t('summary.except'), namesOf(campaign.audience.exclude) || t('summary.nobody')],
  ];
  return (
    <Card title={t('summary.title')}>
      <SimpleGrid component="dl" m={0} cols={{ base: 1, sm: 2, md: 3 }} spacing="md">
        {rows.map(([label, value]) => (
          <div key={label}>
            <Text component="dt" size="sm" c="dimmed">
              {label}
            </Text>
            <Text component="dd" m={0} style={{ overflowWrap: 'anywhere' }}>
              {value}
            </Text>
          </div>
        ))}
      </SimpleGrid>
    </Card>
  );
}
