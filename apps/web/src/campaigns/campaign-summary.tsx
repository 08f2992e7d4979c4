import { SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Campaign } from '../api/models';
import { segmentsQuery } from '../segments/segment-queries';
import { topicsQuery } from '../settings/settings-queries';
import { templatesQuery } from '../templates/template-queries';
import { Card } from '../ui/card';
import { sendersQuery } from './campaign-queries';

/** What was, or will be, sent to whom. */
export function CampaignSummary({ campaign }: { campaign: Campaign }) {
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
          : 'a rule of its own',
      )
      .join(', ');
  const rows: [string, string][] = [
    ['Subject', campaign.subject ?? template?.subject ?? '–'],
    ['Template', template?.name ?? '–'],
    ['From', sender ? `${sender.fromName} <${sender.fromEmail}>` : '–'],
    ['Topic', topics.data?.items.find(({ id }) => id === campaign.topicId)?.name ?? '–'],
    ['To everyone in any of', namesOf(campaign.audience.include) || '–'],
    ['Except', namesOf(campaign.audience.exclude) || 'nobody'],
  ];
  return (
    <Card title="Message and audience">
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
