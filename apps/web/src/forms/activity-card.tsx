import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { Button, Collapse, Grid, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../ui/card';
import { formatNumber } from '../ui/format-number';
import { formatDay, formatShortDay } from '../ui/format-time';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { activityQuery } from './form-queries';
import type { FormActivity } from './models';
import { useReasonText } from './use-reason-text';

const SPANS = ['7', '30', '90'];

/** Day by day: what came in and what was caught, with the reasons. */
export function ActivityCard({ formId }: { formId: string }) {
  const { t } = useTranslation('forms');
  const [span, setSpan] = useState('30');
  const { data, error, refetch } = useQuery(activityQuery(formId, Number(span)));
  return (
    <Card
      title={t('activity.title')}
      hint={t('activity.hint')}
      mb="lg"
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('activity.span')}
          value={span}
          onChange={setSpan}
          data={SPANS.map((days) => ({ value: days, label: t('activity.days', { count: Number(days) }) }))}
        />
      }
    >
      <ProblemNotice error={error} onRetry={() => void refetch()} />
      {!data && !error && <Loading rows={4} />}
      {data && (
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, md: 8 }}>
            <Days days={data.days} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 4 }}>
            <Caught caught={data.caught} />
          </Grid.Col>
        </Grid>
      )}
    </Card>
  );
}

function Days({ days }: { days: FormActivity['days'] }) {
  const { t } = useTranslation('forms');
  const [isOpen, { toggle }] = useDisclosure(false);
  const busy = days.filter(({ views, submissions, held, spam }) => views + submissions + held + spam > 0);
  if (busy.length === 0) return <Text c="dimmed">{t('activity.none')}</Text>;
  return (
    <Stack>
      <BarChart
        h={220}
        data={days.map(({ day, submissions, confirmed, held, spam }) => ({
          day: formatShortDay(day),
          confirmed,
          waiting: submissions - confirmed,
          caught: held + spam,
        }))}
        dataKey="day"
        type="stacked"
        withLegend
        valueFormatter={formatNumber}
        series={[
          { name: 'confirmed', label: t('funnel.confirmed'), color: 'tide.6' },
          { name: 'waiting', label: t('submissions.states.pending'), color: 'yellow.6' },
          { name: 'caught', label: t('activity.caught'), color: 'gray.5' },
        ]}
        xAxisProps={{ minTickGap: 30 }}
        yAxisProps={{ allowDecimals: false, width: 40 }}
      />
      <Button
        variant="subtle"
        size="compact-sm"
        onClick={toggle}
        aria-expanded={isOpen}
        style={{ alignSelf: 'flex-start' }}
      >
        {t(isOpen ? 'activity.hide' : 'activity.show')}
      </Button>
      <Collapse expanded={isOpen}>
        <Table.ScrollContainer minWidth={360} mah={280} type="native">
          <Table className="numbers" verticalSpacing={6}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('activity.day')}</Table.Th>
                <Table.Th ta="right">{t('funnel.views')}</Table.Th>
                <Table.Th ta="right">{t('funnel.submissions')}</Table.Th>
                <Table.Th ta="right">{t('funnel.confirmed')}</Table.Th>
                <Table.Th ta="right">{t('activity.caught')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {busy.toReversed().map(({ day, views, submissions, confirmed, held, spam }) => (
                <Table.Tr key={day}>
                  <Table.Td>{formatDay(day)}</Table.Td>
                  {[views, submissions, confirmed, held + spam].map((value, column) => (
                    <Table.Td key={column} ta="right">
                      {formatNumber(value)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      </Collapse>
    </Stack>
  );
}

function Caught({ caught }: { caught: FormActivity['caught'] }) {
  const { t } = useTranslation('forms');
  const reasonText = useReasonText();
  return (
    <Stack gap={4}>
      <Text fw={600} size="sm">
        {t('activity.reasons')}
      </Text>
      {caught.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('activity.nothingCaught')}
        </Text>
      ) : (
        <Table verticalSpacing={6} className="numbers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('activity.reason')}</Table.Th>
              <Table.Th ta="right">{t('submissions.states.spam')}</Table.Th>
              <Table.Th ta="right">{t('activity.held')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {caught.map(({ reason, spam, held }) => (
              <Table.Tr key={reason}>
                <Table.Td>{reasonText(reason)}</Table.Td>
                <Table.Td ta="right">{formatNumber(spam)}</Table.Td>
                <Table.Td ta="right">{formatNumber(held)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
