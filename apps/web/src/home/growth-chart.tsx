import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { growthQuery } from '../reports/report-queries';
import { pointsOf } from '../reports/lines';
import { AnchorLink } from '../ui/anchor-link';
import { Card } from '../ui/card';
import { CountedNote } from '../ui/counted-note';
import { formatNumber } from '../ui/format-number';
import { NEW_DAYS } from './home-queries';

/** Who came in the last days; the whole story stands in the reports. */
export function GrowthChart() {
  const { t } = useTranslation('reports');
  const query = useQuery({ ...growthQuery({}), retry: false });
  const { data } = query;
  if (!data) return null;
  const { newContacts } = data.total;
  return (
    <Card
      title={t('home.title', { count: NEW_DAYS })}
      hint={
        newContacts === 0 && data.before.newContacts === 0
          ? t('home.empty', { count: NEW_DAYS })
          : t('home.table', { count: newContacts, before: data.before.newContacts, days: NEW_DAYS })
      }
      actions={
        <AnchorLink to="/reports" size="sm">
          {t('home.open')}
        </AnchorLink>
      }
    >
      {newContacts > 0 && (
        <BarChart
          h={150}
          data={pointsOf(data.lines)}
          dataKey="name"
          valueFormatter={formatNumber}
          series={[{ name: 'newContacts', label: t('growth.newContacts.label'), color: 'tide.6' }]}
          xAxisProps={{ minTickGap: 40 }}
          yAxisProps={{ tickCount: 3, allowDecimals: false, interval: 0, width: 36 }}
          maxBarWidth={20}
        />
      )}
      <CountedNote query={query} />
    </Card>
  );
}
