import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../api/models';
import { hasLedger, reportQuery } from '../campaigns/campaign-queries';
import { AnchorLink } from '../ui/anchor-link';
import { formatNumber, formatRate } from '../ui/format-number';
import { FigureTile } from './figure-tile';

/** The figures of the newest campaign that went out. */
export function LastSentTile({ campaigns }: { campaigns: Campaign[] }) {
  const { t } = useTranslation('home');
  const last = campaigns.find(({ status }) => hasLedger(status));
  const { data } = useQuery({ ...reportQuery(last?.id ?? '', last?.status ?? 'draft') });
  if (!last) return null;
  const figures = data && [
    { value: formatNumber(data.sent), label: t('lastSent.sent') },
    { value: formatRate(data.rates.openRate), label: t('lastSent.opened') },
    { value: formatRate(data.rates.clickRate), label: t('lastSent.clicked') },
  ];
  return (
    <FigureTile title={t('lastSent.title')} figures={figures}>
      <AnchorLink
        to="/campaigns/$campaignId"
        params={{ campaignId: last.id }}
        size="sm"
        mt="sm"
        display="inline-block"
        style={{ overflowWrap: 'anywhere' }}
      >
        {last.name}
      </AnchorLink>
    </FigureTile>
  );
}
