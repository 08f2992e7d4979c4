import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/button-link';
import { Card } from '../ui/card';
import { EmptyState } from '../ui/empty-state';
import { formatMoney } from '../ui/format-number';
import { FigureTable } from './figure-table';
import { sequencesReportQuery, type SequencesReport } from './report-queries';
import type { Days } from './report-search';
import { ReportState } from './report-state';

type Row = SequencesReport['sequences'][number];
const PEOPLE = ['entered', 'inside', 'completed', 'reachedGoal', 'left'] as const;

/** Who went through sequences, and what their mail brought. */
export function SequencesTab({ period }: { period: Days }) {
  const { t } = useTranslation('reports');
  return (
    <ReportState query={useQuery(sequencesReportQuery(period))}>
      {(data) =>
        data.sequences.length === 0 ? (
          <EmptyState
            icon={IconRoute}
            title={t('sequences.none')}
            action={<ButtonLink to="/sequences">{t('sequences.noneAction')}</ButtonLink>}
          >
            {t('sequences.noneText')}
          </EmptyState>
        ) : (
          <Card title={t('sequences.title')} hint={t('sequences.hint')}>
            <Rows data={data} />
          </Card>
        )
      }
    </ReportState>
  );
}

function Rows({ data }: { data: SequencesReport }) {
  const { t } = useTranslation('reports');
  return (
    <FigureTable<Row>
      label={t('sequences.title')}
      fileName={`sequences-${data.from}-${data.to}`}
      keyOf={({ sequenceId }) => sequenceId}
      rows={data.sequences}
      minWidth={900}
      columns={[
        {
          head: t('sequences.one'),
          value: ({ name }) => name,
          show: ({ sequenceId, name }) => (
            <Link to="/sequences/$sequenceId" params={{ sequenceId }} className="row-link">
              {name}
            </Link>
          ),
        },
        ...PEOPLE.map((name) => ({
          head: t(`sequences.${name}.label`),
          means: t(`sequences.${name}.means`),
          value: (row: Row) => row[name],
        })),
        { head: t('mail.sent.label'), means: t('mail.sent.means'), value: ({ sent }) => sent },
        {
          head: t('mail.openRate.label'),
          means: t('mail.openRate.means'),
          value: (row) => row.openRate,
          kind: 'rate',
        },
        {
          head: t('mail.clickRate.label'),
          means: t('mail.clickRate.means'),
          value: (row) => row.clickRate,
          kind: 'rate',
        },
        {
          head: t('sales.revenue.label'),
          means: t('sequences.revenueMeans'),
          value: ({ revenue }) => revenue,
          show: ({ revenue }) => formatMoney(revenue, data.currency),
        },
      ]}
    />
  );
}
