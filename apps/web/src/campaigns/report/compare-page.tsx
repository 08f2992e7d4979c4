import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { MultiSelect, Stack } from '@mantine/core';
import IconScale from '@tabler/icons-react/dist/esm/icons/IconScale.mjs';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { CampaignReport } from '../../api/models';
import { FigureTable, type Column } from '../../reports/figure-table';
import { Card } from '../../ui/card';
import { EmptyState } from '../../ui/empty-state';
import { formatNumber, formatRate } from '../../ui/format-number';
import { Loading } from '../../ui/loading';
import { PageHeader } from '../../ui/page-header';
import { ProblemNotice } from '../../ui/problem-notice';
import { campaignQuery, campaignsQuery, hasLedger, reportQuery } from '../campaign-queries';

const MOST = 5;
const KNOWN = 100;

interface Compared {
  id: string;
  name: string;
  report: CampaignReport;
}

/** Two to five campaigns beside each other. */
export function ComparePage() {
  const { t } = useTranslation('reports');
  const { t: c } = useTranslation('campaigns');
  const { ids = [] } = useSearch({ strict: false }) as { ids?: string[] };
  const navigate = useNavigate();
  const list = useQuery(campaignsQuery({ limit: KNOWN }));
  const campaigns = useQueries({ queries: ids.map((id) => campaignQuery(id)) });
  const reports = useQueries({ queries: ids.map((id) => reportQuery(id, 'sent')) });
  const compared = ids.flatMap((id, index): Compared[] => {
    const [campaign, report] = [campaigns[index]?.data, reports[index]?.data];
    return campaign && report ? [{ id, name: campaign.name, report }] : [];
  });
  const error = [...campaigns, ...reports].find((query) => query.error)?.error ?? list.error;
  const isPending = [...campaigns, ...reports].some((query) => query.isPending);
  const choices = new Map(
    (list.data?.items ?? []).filter(({ status }) => hasLedger(status)).map(({ id, name }) => [id, name]),
  );
  for (const { id, name } of compared) choices.set(id, name);
  return (
    <>
      <PageHeader
        title={t('compare.title')}
        back={{ to: '/campaigns', label: c('title') }}
        description={t('compare.description')}
      />
      <Stack gap="lg">
        <MultiSelect
          label={t('compare.choose')}
          description={t('compare.most', { count: MOST })}
          placeholder={ids.length === 0 ? t('compare.placeholder') : ''}
          data={[...choices].map(([value, label]) => ({ value, label }))}
          value={ids.filter((id) => choices.has(id))}
          onChange={(next) =>
            void navigate({ to: '/campaigns/compare', search: { ids: next }, replace: true })
          }
          maxValues={MOST}
          searchable
          hidePickedOptions
        />
        <ProblemNotice error={error} />
        {ids.length > 0 && isPending && !error && <Loading rows={8} />}
        {ids.length < 2 && (
          <EmptyState icon={IconScale} title={t('compare.none')}>
            {t('compare.noneText')}
          </EmptyState>
        )}
        {compared.length > 1 && <Comparison compared={compared} />}
      </Stack>
    </>
  );
}

const RATES = ['openRate', 'clickRate', 'clickToOpenRate'] as const;
const OTHER_RATES = ['unsubscribeRate', 'bounceRate', 'complaintRate'] as const;

interface Figure {
  name: string;
  label: string;
  isRate: boolean;
  of: (report: CampaignReport) => number | null;
}

function useFigures(): Figure[] {
  const { t } = useTranslation('reports');
  const count = (name: string, label: string, of: (report: CampaignReport) => number): Figure => ({
    name,
    label,
    isRate: false,
    of,
  });
  return [
    count('audience', t('compare.audience'), ({ audience }) => audience),
    count('sent', t('mail.sent.label'), ({ sent }) => sent),
    count('delivered', t('mail.delivered.label'), ({ delivered }) => delivered),
    count('opened', t('compare.openers'), ({ uniqueHumanOpeners }) => uniqueHumanOpeners),
    count('clicked', t('compare.clickers'), ({ uniqueHumanClickers }) => uniqueHumanClickers),
    ...[...RATES, ...OTHER_RATES].map((name) => ({
      name,
      label: t(`compare.${name}`),
      isRate: true,
      of: ({ rates }: CampaignReport) => rates[name],
    })),
    count('unsubscribed', t('mail.unsubscribed.label'), ({ unsubscribed }) => unsubscribed),
    count('complained', t('mail.complained.label'), ({ complained }) => complained),
    count('machineOpens', t('compare.machineOpens'), ({ machineOpens }) => machineOpens),
    count('machineClicks', t('compare.machineClicks'), ({ machineClicks }) => machineClicks),
  ];
}

const COLORS = ['tide.6', 'blue.7', 'orange.6', 'violet.6', 'gray.6'] as const;

function Comparison({ compared }: { compared: readonly Compared[] }) {
  const { t } = useTranslation('reports');
  const figures = useFigures();
  const columns: Column<Figure>[] = [
    { head: t('compare.figure'), value: ({ label }) => label },
    ...compared.map(({ id, name, report }, index) => ({
      // Two campaigns may have one name.
      head: compared.some((other, place) => place !== index && other.name === name)
        ? `${name} (${index + 1})`
        : name,
      value: ({ of }: Figure) => of(report),
      show: ({ name: figure, of, isRate }: Figure) => {
        const value = of(report);
        const text = isRate ? formatRate(value) : formatNumber(value ?? 0);
        const part = PART_OF[figure];
        return part ? (
          <Link
            to="/campaigns/$campaignId"
            params={{ campaignId: id }}
            search={{ part }}
            hash="recipients"
            className="row-link"
          >
            {text}
          </Link>
        ) : (
          text
        );
      },
    })),
  ];
  return (
    <Card title={t('compare.beside')} hint={t('mail.openRate.means')}>
      <Stack gap="md">
        <BarChart
          h={260}
          dataKey="figure"
          withLegend
          data={figures
            .filter(({ name }) => RATES.some((rate) => rate === name))
            .map(({ label, of }) => ({
              figure: label,
              ...Object.fromEntries(compared.map(({ id, report }) => [id, of(report) ?? 0])),
            }))}
          series={compared.map(({ id, name }, index) => ({
            name: id,
            label: name,
            color: COLORS[index] ?? 'gray.6',
          }))}
          valueFormatter={formatRate}
          maxBarWidth={40}
        />
        <FigureTable
          label={t('compare.beside')}
          fileName="campaigns-compared"
          keyOf={({ name }) => name}
          rows={figures}
          columns={columns}
          minWidth={200 + compared.length * 130}
        />
      </Stack>
    </Card>
  );
}

/** Figures that lead to people. */
const PART_OF: Record<
  string,
  'sent' | 'delivered' | 'opened' | 'clicked' | 'unsubscribed' | 'complained' | undefined
> = {
  sent: 'sent',
  delivered: 'delivered',
  opened: 'opened',
  clicked: 'clicked',
  unsubscribed: 'unsubscribed',
  complained: 'complained',
};
