import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../ui/anchor-link';
import { formatNumber } from '../ui/format-number';
import { FigureTile } from './figure-tile';
import { everyoneQuery, NEW_DAYS, newPeopleQuery } from './home-queries';

export function AudienceTile() {
  const { t } = useTranslation('home');
  const everyone = useQuery(everyoneQuery);
  const added = useQuery(newPeopleQuery);
  if (everyone.error) return null;
  const { data } = everyone;
  const figures = data && [
    { value: formatNumber(data.count), label: t('audience.contacts') },
    { value: formatNumber(data.mailableCount), label: t('audience.mailable') },
    ...(added.data
      ? [{ value: `+${formatNumber(added.data.count)}`, label: t('audience.added', { count: NEW_DAYS }) }]
      : []),
  ];
  return (
    <FigureTile title={t('audience.title')} figures={figures}>
      <AnchorLink to="/contacts" size="sm" mt="sm" display="inline-block">
        {t('audience.open')}
      </AnchorLink>
    </FigureTile>
  );
}
