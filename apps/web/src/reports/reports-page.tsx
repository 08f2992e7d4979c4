import { Stack, Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { workspaceQuery } from '../settings/settings-queries';
import { EmptyState } from '../ui/empty-state';
import { formatDay } from '../ui/format-time';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import IconLock from '@tabler/icons-react/dist/esm/icons/IconLock.mjs';
import { PeriodPicker } from './period-picker';
import { daysOf, REPORT_TABS, todayIn, type ReportSearch, type ReportTab } from './report-search';
import type { Period } from './report-queries';

/** Charts are large; a table alone should not wait for them. */
const TABS = {
  audience: lazy(() => import('./audience-tab').then(({ AudienceTab }) => ({ default: AudienceTab }))),
  emails: lazy(() => import('./emails-tab').then(({ EmailsTab }) => ({ default: EmailsTab }))),
  segments: lazy(() => import('./segments-tab').then(({ SegmentsTab }) => ({ default: SegmentsTab }))),
  sequences: lazy(() => import('./sequences-tab').then(({ SequencesTab }) => ({ default: SequencesTab }))),
  forms: lazy(() => import('./forms-tab').then(({ FormsTab }) => ({ default: FormsTab }))),
  revenue: lazy(() => import('./revenue-tab').then(({ RevenueTab }) => ({ default: RevenueTab }))),
} as const;

/** Those whose figures come in lines of a day, a week or a month. */
const WITH_LINES: readonly ReportTab[] = ['audience', 'emails', 'revenue'];

/** What happened in a period, over the whole workspace. */
export function ReportsPage() {
  const { t } = useTranslation('reports');
  const mayRead = useMay('reports:read');
  const search = useSearch({ strict: false }) as ReportSearch;
  const navigate = useNavigate();
  const workspace = useQuery(workspaceQuery);
  const { tab = 'audience', per } = search;
  if (!mayRead)
    return (
      <>
        <PageHeader title={t('title')} />
        <EmptyState icon={IconLock} title={t('forbidden')}>
          {t('forbiddenText')}
        </EmptyState>
      </>
    );
  if (!workspace.data)
    return (
      <>
        <PageHeader title={t('title')} />
        {workspace.error ? <ProblemNotice error={workspace.error} /> : <Loading />}
      </>
    );
  const { timeZone } = workspace.data;
  const today = todayIn(timeZone);
  const usual = daysOf('30', today);
  const period: Period = {
    from: search.from ?? usual.from,
    to: search.to ?? (search.from && search.from > today ? search.from : today),
    ...(per ? { per } : {}),
  };
  const change = (changes: Partial<ReportSearch>) =>
    void navigate({
      to: '/reports',
      search: Object.fromEntries(
        Object.entries({ ...search, ...changes }).filter(([, value]) => value !== undefined),
      ),
      replace: true,
    });
  const Shown = TABS[tab];
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('description', {
          from: formatDay(period.from),
          to: formatDay(period.to),
          zone: timeZone.replaceAll('_', ' '),
        })}
      />
      <Stack gap="lg">
        <PeriodPicker
          days={period}
          today={today}
          per={WITH_LINES.includes(tab) ? (per ?? 'auto') : null}
          onChange={change}
        />
        <Tabs
          value={tab}
          onChange={(next) => change({ tab: next === 'audience' ? undefined : (next as ReportTab) })}
        >
          <Tabs.List mb="lg" style={{ flexWrap: 'nowrap', overflowX: 'auto', overflowY: 'hidden' }}>
            {REPORT_TABS.map((name) => (
              <Tabs.Tab key={name} value={name}>
                {t(`tabs.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {REPORT_TABS.map((name) => (
            <Tabs.Panel key={name} value={name}>
              {name === tab && (
                <Suspense fallback={<Loading rows={6} />}>
                  <Shown period={period} />
                </Suspense>
              )}
            </Tabs.Panel>
          ))}
        </Tabs>
      </Stack>
    </>
  );
}
