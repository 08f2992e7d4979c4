import { Alert, Group, List, Loader, Progress, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../api/models';
import type { components } from '../api/schema.gen';
import { Card } from '../ui/card';
import { formatNumber, formatTime } from '../ui/format';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { progressQuery } from './campaign-queries';

type CampaignProgress = components['schemas']['CampaignProgressView'];

function figuresOf(progress: CampaignProgress, t: TFunction<'campaigns'>): [string, string][] {
  const { deliveries, remaining, rate, estimatedEndAt, status } = progress;
  const failed = deliveries.refused + deliveries.uncertain + progress.givenUp;
  const end = status === 'paused' || !estimatedEndAt ? t('progress.unknown') : formatTime(estimatedEndAt);
  return [
    [t('progress.sent'), formatNumber(deliveries.accepted)],
    [t('progress.failed'), formatNumber(failed)],
    [t('progress.remaining'), formatNumber(remaining)],
    [t('progress.rate'), formatNumber(Math.round(rate.lastFiveMinutes))],
    [t('progress.end'), end],
  ];
}

/** How far it is, how fast it goes, when it will be through, and what it waits for. */
export function ProgressCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const { data, error, refetch } = useQuery(progressQuery(campaign.id, campaign.status));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={3} />;
  const isMoving = data.status === 'sending' || data.status === 'resolving';
  const percent = formatNumber(data.percentDone);
  return (
    <Card
      title={t('progress.title')}
      hint={data.audience === null ? undefined : t('progress.of', { count: data.audience })}
      actions={
        isMoving && (
          <Group gap={8} role="status">
            <Loader size={14} aria-hidden />
            <Text size="sm">{t(`status.${data.status}`)}</Text>
          </Group>
        )
      }
    >
      <Stack>
        <Group wrap="nowrap">
          <Progress
            value={data.percentDone}
            size="lg"
            aria-label={t('progress.done', { percent })}
            color={data.status === 'paused' ? 'yellow.6' : undefined}
            style={{ flex: 1 }}
          />
          <Text fw={650} className="numbers">
            {t('progress.percent', { percent })}
          </Text>
        </Group>
        <SimpleGrid component="dl" m={0} cols={{ base: 2, sm: 3, md: 5 }}>
          {figuresOf(data, t).map(([label, value]) => (
            <div key={label}>
              <Text component="dt" size="sm" c="dimmed">
                {label}
              </Text>
              <Text component="dd" m={0} fw={650} size="lg" className="numbers">
                {value}
              </Text>
            </div>
          ))}
        </SimpleGrid>
        {isMoving && !data.estimatedEndAt && (
          <Text size="sm" c="dimmed">
            {data.estimate}
          </Text>
        )}
        {data.pause && (
          <Alert color="yellow">
            {t('progress.pausedAt', { reason: data.pause.reason, when: formatTime(data.pause.at) })}
          </Alert>
        )}
        <Waits waitingFor={data.waitingFor.filter(({ kind }) => kind !== 'paused')} />
        {data.brake?.override && <Text size="sm">{data.brake.override.sentence}</Text>}
      </Stack>
    </Card>
  );
}

function Waits({ waitingFor }: { waitingFor: CampaignProgress['waitingFor'] }) {
  const { t } = useTranslation('campaigns');
  if (waitingFor.length === 0) return null;
  return (
    <Alert
      color="yellow"
      title={t('progress.waitingFor')}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      <List size="sm" spacing={6}>
        {waitingFor.map(({ kind, sentence, until }) => (
          <List.Item key={kind + sentence}>
            <b>{t(`waits.${kind}`)}:</b> {sentence}
            {until && ` ${t('progress.until', { when: formatTime(until) })}`}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
