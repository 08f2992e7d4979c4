import IconForms from '@tabler/icons-react/dist/esm/icons/IconForms.mjs';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../ui/button-link';
import { Card } from '../ui/card';
import { EmptyState } from '../ui/empty-state';
import { FigureTable } from './figure-table';
import { formsReportQuery, type FormsReport } from './report-queries';
import type { Days } from './report-search';
import { ReportState } from './report-state';

type Row = FormsReport['forms'][number];
const COUNTS = ['views', 'starts', 'submissions', 'confirmed', 'spam'] as const;

/** How forms convert. */
export function FormsTab({ period }: { period: Days }) {
  const { t } = useTranslation('reports');
  return (
    <ReportState query={useQuery(formsReportQuery(period))}>
      {(data) =>
        data.forms.length === 0 ? (
          <EmptyState
            icon={IconForms}
            title={t('forms.none')}
            action={<ButtonLink to="/forms">{t('forms.noneAction')}</ButtonLink>}
          >
            {t('forms.noneText')}
          </EmptyState>
        ) : (
          <Card title={t('forms.title')} hint={t('forms.hint')}>
            <FigureTable<Row>
              label={t('forms.title')}
              fileName={`forms-${data.from}-${data.to}`}
              keyOf={({ formId }) => formId}
              rows={data.forms}
              minWidth={760}
              columns={[
                {
                  head: t('forms.one'),
                  value: ({ name }) => name,
                  show: ({ formId, name }) => (
                    <Link to="/forms/$formId" params={{ formId }} className="row-link">
                      {name}
                    </Link>
                  ),
                },
                ...COUNTS.map((name) => ({
                  head: t(`forms.${name}.label`),
                  means: t(`forms.${name}.means`),
                  value: (row: Row) => row[name],
                })),
                {
                  head: t('forms.conversion.label'),
                  means: t('forms.conversion.means'),
                  value: (row) => row.conversionRate,
                  kind: 'rate',
                },
              ]}
            />
          </Card>
        )
      }
    </ReportState>
  );
}
