import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../api/models';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { CountedNote } from '../ui/counted-note';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { AbResultCard } from './ab-result-card';
import { reportQuery } from './campaign-queries';
import { LeftOutList } from './left-out-list';
import { LedgerBar } from './ledger-bar';
import { RateTiles } from './rate-tiles';
import { DomainsCard } from './report/domains-card';
import { LinksCard } from './report/links-card';
import { MachinesNote } from './report/machines-note';

/** Charts are large, and drafts have none. */
const ActivityCard = lazy(() =>
  import('./report/activity-card').then(({ ActivityCard: card }) => ({ default: card })),
);

/** The campaign's numbers, fresh while it is sending. */
export function CampaignReportCards({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const mayRead = useMay('reports:read');
  const report = useQuery({ ...reportQuery(campaign.id, campaign.status), enabled: mayRead });
  if (!mayRead) return null;
  if (!report.data) {
    return report.error ? (
      <ProblemNotice error={report.error} onRetry={() => void report.refetch()} />
    ) : (
      <>
        <CountedNote query={report} />
        <Loading rows={4} />
      </>
    );
  }
  const { data } = report;
  return (
    <>
      <CountedNote query={report} />
      <Card title={t('report.recipients')} hint={t('report.recipientsHint')}>
        <LedgerBar report={data} />
      </Card>
      <Stack gap="sm">
        <RateTiles report={data} />
        <MachinesNote report={data} />
      </Stack>
      {data.variants.length > 0 && <AbResultCard campaign={campaign} />}
      <Suspense fallback={<Loading rows={4} />}>
        <ActivityCard report={data} />
      </Suspense>
      <LinksCard campaign={campaign} report={data} />
      <DomainsCard campaign={campaign} />
      <Card title={t('report.leftOut')} hint={t('report.leftOutHint')}>
        <LeftOutList leftOut={data.leftOut} />
      </Card>
    </>
  );
}
