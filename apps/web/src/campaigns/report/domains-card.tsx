import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../../api/models';
import type { components } from '../../api/schema.gen';
import { FigureTable } from '../../reports/figure-table';
import { ReportState } from '../../reports/report-state';
import { Card } from '../../ui/card';
import { CountedNote } from '../../ui/counted-note';
import { domainsQuery } from './report-queries';

type Row = components['schemas']['DomainFiguresView'] & { count?: number };

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** The same numbers by the domain of the address: one that refuses mail or is never opened stands out. */
export function DomainsCard({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('reports');
  const query = useQuery(domainsQuery(campaign.id, campaign.status));
  return (
    <Card title={t('domains.title')} hint={t('domains.hint')}>
      <CountedNote query={query} />
      <ReportState query={query}>
        {({ domains, others }) => (
          <FigureTable<Row>
            label={t('domains.title')}
            fileName={`domains-${campaign.id}`}
            keyOf={({ domain, count }) => domain ?? (count ? 'others' : 'erased')}
            rows={[...domains, ...(others ? [others] : [])]}
            minWidth={760}
            empty={t('domains.empty')}
            columns={[
              {
                head: t('domains.one'),
                value: ({ domain }) => domain ?? '',
                show: ({ domain, count }) =>
                  domain === null ? (
                    t(count ? 'domains.others' : 'domains.erased', { count: count ?? 0 })
                  ) : (
                    <Link
                      to="/campaigns/$campaignId"
                      params={{ campaignId: campaign.id }}
                      search={{ domain }}
                      hash="recipients"
                      className="row-link"
                    >
                      {domain}
                    </Link>
                  ),
              },
              { head: t('domains.audience'), value: ({ audience }) => audience },
              { head: t('mail.sent.label'), value: ({ sent }) => sent },
              { head: t('domains.refused'), value: ({ refused }) => refused },
              { head: t('mail.bounced.label'), value: ({ bounced }) => bounced },
              {
                head: t('mail.openRate.label'),
                means: t('mail.openRate.means'),
                value: ({ opened, trackableDelivered }) => share(opened, trackableDelivered),
                kind: 'rate',
              },
              {
                head: t('mail.clickRate.label'),
                means: t('mail.clickRate.means'),
                value: ({ clicked, delivered }) => share(clicked, delivered),
                kind: 'rate',
              },
              { head: t('mail.unsubscribed.label'), value: ({ unsubscribed }) => unsubscribed },
              { head: t('mail.complained.label'), value: ({ complained }) => complained },
            ]}
          />
        )}
      </ReportState>
    </Card>
  );
}
