import { Badge, Button, Group, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Campaign } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { formatNumber, formatRate } from '../ui/format';
import { formatMoney } from '../ui/format-number';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import type { AbTest } from './ab-test-form';
import { abTestQuery } from './campaign-queries';

type Results = NonNullable<AbTest['results']>;
type Key = Results['variants'][number]['key'];

const UNDECIDED: AbTest['state'][] = ['running', 'paused', 'waiting'];

/** Where the test stands, variant by variant, and the choice of the winner as long as there is none. */
export function AbResultCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const maySend = useMay('campaigns:send');
  const [chosen, setChosen] = useState<Key | null>(null);
  const { data, error, refetch } = useQuery(abTestQuery(campaign.id, campaign.status));
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading rows={4} />;
  const mayChoose = maySend && UNDECIDED.includes(data.state);
  return (
    <Card title={t('ab.title')} hint={data.stateText}>
      <Stack>
        {data.decided && <Text size="sm">{data.decided.reason}</Text>}
        {data.results && (
          <>
            {/* What decided it stands above; figures that came later may say more. */}
            {!data.decided?.reason.startsWith(data.results.sentence) && (
              <Text size="sm">{data.results.sentence}</Text>
            )}
            <ResultTable test={data} results={data.results} />
          </>
        )}
        {mayChoose && (
          <Group>
            {data.variants.map(({ key }) => (
              <Button key={key} variant="default" onClick={() => setChosen(key)}>
                {t('ab.choose', { letter: key.toUpperCase() })}
              </Button>
            ))}
          </Group>
        )}
      </Stack>
      {chosen && <WinnerDialog campaign={campaign} winner={chosen} onClose={() => setChosen(null)} />}
    </Card>
  );
}

function ResultTable({ test, results }: { test: AbTest; results: Results }) {
  const { t } = useTranslation('campaigns');
  const score = (value: number | null) =>
    test.metric === 'revenue' && value !== null ? formatMoney(value, results.currency) : formatRate(value);
  return (
    <Table.ScrollContainer minWidth={420} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table horizontalSpacing="xs" verticalSpacing={6} className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('ab.variantHead')}</Table.Th>
            <Table.Th ta="right">{t('rates.delivered.label')}</Table.Th>
            <Table.Th ta="right">{t(`ab.metrics.${test.metric}`)}</Table.Th>
            <Table.Th ta="right">{t('ab.interval')}</Table.Th>
            <Table.Th ta="right">{t('ab.lift')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {results.variants.map((variant) => (
            <Table.Tr key={variant.key}>
              <Table.Td>
                <Group gap={6}>
                  <Text span fw={650}>
                    {variant.key.toUpperCase()}
                  </Text>
                  <Standing variant={variant} test={test} results={results} />
                </Group>
                <Text size="xs" c="dimmed">
                  {test.variants.find(({ key }) => key === variant.key)?.subject ?? t('ab.ownSubject')}
                </Text>
              </Table.Td>
              <Table.Td ta="right">{formatNumber(variant.delivered)}</Table.Td>
              <Table.Td ta="right">{score(variant.score)}</Table.Td>
              <Table.Td ta="right">
                {variant.interval
                  ? `${formatRate(variant.interval.low)} – ${formatRate(variant.interval.high)}`
                  : '–'}
              </Table.Td>
              <Table.Td ta="right">{formatRate(variant.lift)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

interface StandingProps {
  variant: Results['variants'][number];
  test: AbTest;
  results: Results;
}

function Standing({ variant, test, results }: StandingProps) {
  const { t } = useTranslation('campaigns');
  const { key, barred } = variant;
  const standing =
    test.decided?.winner === key
      ? t('ab.winner')
      : barred
        ? t(`ab.barred.${barred}`)
        : !test.decided && results.leader === key
          ? t('ab.leads')
          : null;
  return standing && <Badge variant="default">{standing}</Badge>;
}

function WinnerDialog({
  campaign,
  winner,
  onClose,
}: {
  campaign: Campaign;
  winner: Key;
  onClose: () => void;
}) {
  const { t } = useTranslation('campaigns');
  const client = useQueryClient();
  const choose = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/api/v1/campaigns/{id}/ab-test/winner', {
          params: { path: { id: campaign.id } },
          body: { variant: winner },
        }),
      ),
    onSuccess: async () => {
      onClose();
      await client.invalidateQueries({ queryKey: ['campaigns', campaign.id] });
    },
  });
  const letter = winner.toUpperCase();
  return (
    <ConfirmDialog
      opened
      title={t('ab.chooseQuestion', { letter })}
      confirmLabel={t('ab.choose', { letter })}
      isBusy={choose.isPending}
      error={choose.error}
      onConfirm={() => choose.mutate()}
      onClose={onClose}
    >
      {t('ab.chooseText', { letter })}
    </ConfirmDialog>
  );
}
