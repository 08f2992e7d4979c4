import { Alert, List, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { ComparePanel } from './compare-panel';
import { JumpAlert } from './jump-alert';
import { KindBadge } from './kind-badge';
import { MembersPanel } from './members-panel';
import { SegmentActions } from './segment-actions';
import { SegmentEditor } from './segment-editor';
import { segmentQuery } from './segment-queries';
import { SEGMENT_TABS, type SegmentTab } from './segment-routes';
import { UsagePanel } from './usage-panel';
import { WithCatalogue } from './with-catalogue';

/** Charts are large, and most visits are about rules. */
const SizePanel = lazy(() => import('./size-panel').then(({ SizePanel: panel }) => ({ default: panel })));

export function SegmentPage() {
  const { t } = useTranslation('segments');
  const { segmentId } = useParams({ strict: false }) as { segmentId: string };
  const { tab = 'rules' } = useSearch({ strict: false }) as { tab?: SegmentTab };
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(segmentQuery(segmentId));
  if (!data)
    return error ? (
      <ProblemNotice error={error} title={t('one')} onRetry={() => void refetch()} />
    ) : (
      <Loading rows={5} />
    );
  const show = (next: string | null) =>
    void navigate({
      to: '/segments/$segmentId',
      params: { segmentId },
      search: next && next !== 'rules' ? { tab: next as SegmentTab } : {},
      replace: true,
    });
  return (
    <>
      <PageHeader
        title={data.name}
        back={{ to: '/segments', label: t('title') }}
        description={data.description}
        aside={<KindBadge kind={data.kind} />}
        actions={<SegmentActions segment={data} />}
      />
      {data.isBroken && (
        <Alert color="red" title={t('broken.title')} mb="lg">
          {t('broken.text')}
          <List size="sm">
            {data.brokenReasons.map((reason) => (
              <List.Item key={reason.pointer + reason.code}>
                {reason.message} {reason.remedy}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <JumpAlert segment={data} />
      <Tabs value={tab} onChange={show}>
        <Tabs.List mb="lg" style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
          {SEGMENT_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tabs.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="rules">
          <WithCatalogue>
            {(catalogue) => <SegmentEditor segment={data} catalogue={catalogue} key={data.id} />}
          </WithCatalogue>
        </Tabs.Panel>
        <Tabs.Panel value="members">{tab === 'members' && <MembersPanel segment={data} />}</Tabs.Panel>
        <Tabs.Panel value="size">
          {tab === 'size' && (
            <Suspense fallback={<Loading />}>
              <SizePanel segmentId={data.id} isTracked={data.kind === 'tracked'} />
            </Suspense>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="compare">{tab === 'compare' && <ComparePanel segment={data} />}</Tabs.Panel>
        <Tabs.Panel value="usage">{tab === 'usage' && <UsagePanel segmentId={data.id} />}</Tabs.Panel>
      </Tabs>
    </>
  );
}
