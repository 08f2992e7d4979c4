import { Box, Group, Progress, Select, SimpleGrid, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/card';
import { formatNumber, formatRate } from '../ui/format-number';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { funnelQuery } from './form-queries';
import type { Form } from './models';

const STAGES = ['views', 'starts', 'submissions', 'confirmed', 'downloaded'] as const;
const PERIODS = ['all', '7', '30', '90'] as const;
const DAY_MS = 86_400_000;

/** From seeing the form to having confirmed, and what was caught on the way. */
export function FunnelCard({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const [from, setFrom] = useState<{ period: (typeof PERIODS)[number]; since?: string }>({ period: 'all' });
  const { data, error } = useQuery(funnelQuery(form.id, from.since));
  const hasAsset = typeof form.definition.assetId === 'string';
  const stages = STAGES.filter((stage) => stage !== 'downloaded' || hasAsset);
  const most = data ? Math.max(1, ...stages.map((stage) => data[stage])) : 1;
  return (
    <Card
      title={t('funnel.title')}
      hint={t('funnel.hint')}
      mb="lg"
      actions={
        <Select
          aria-label={t('funnel.period')}
          data={PERIODS.map((value) => ({ value, label: t(`funnel.last.${value}`) }))}
          value={from.period}
          allowDeselect={false}
          onChange={(value) => {
            const period = PERIODS.find((one) => one === value) ?? 'all';
            const since =
              period === 'all' ? {} : { since: new Date(Date.now() - Number(period) * DAY_MS).toISOString() };
            setFrom({ period, ...since });
          }}
          w={170}
        />
      }
    >
      <ProblemNotice error={error} />
      {!data && !error && <Loading rows={2} />}
      {data && (
        <>
          <SimpleGrid cols={{ base: 2, sm: stages.length }} spacing="lg" className="numbers">
            {stages.map((stage, index) => {
              const before = index > 0 ? data[stages[index - 1] ?? 'views'] : 0;
              return (
                <Box key={stage}>
                  <Text size="sm" c="dimmed">
                    {t(`funnel.${stage}`)}
                  </Text>
                  <Text fz={24} fw={650}>
                    {formatNumber(data[stage])}
                  </Text>
                  <Progress value={(data[stage] / most) * 100} size="sm" aria-label={t(`funnel.${stage}`)} />
                  <Text size="xs" c="dimmed" mt={4}>
                    {before > 0 ? t('funnel.ofBefore', { rate: formatRate(data[stage] / before) }) : '\u00a0'}
                  </Text>
                </Box>
              );
            })}
          </SimpleGrid>
          <Group gap="lg" mt="sm" className="numbers">
            <Text size="sm">{t('funnel.held', { count: data.held, number: formatNumber(data.held) })}</Text>
            <Text size="sm">{t('funnel.spam', { count: data.spam, number: formatNumber(data.spam) })}</Text>
          </Group>
        </>
      )}
    </Card>
  );
}
