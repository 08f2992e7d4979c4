import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../ui/anchor-link';
import { CountedNote } from '../ui/counted-note';
import { formatNumber } from '../ui/format-number';
import { FigureTile } from './figure-tile';
import { audienceQuery, NEW_DAYS } from './home-queries';

export function AudienceTile() {
  const { t } = useTranslation('home');
  const query = useQuery(audienceQuery);
  const { data, error } = query;
  if (error) return null;
  const figures = data && [
    { value: formatNumber(data.contacts), label: t('audience.contacts') },
    { value: formatNumber(data.mailable), label: t('audience.mailable') },
    { value: `+${formatNumber(data.newContacts)}`, label: t('audience.added', { count: NEW_DAYS }) },
  ];
  return (
    <FigureTile title={t('audience.title')} figures={figures}>
      <CountedNote query={query} />
      <AnchorLink to="/contacts" size="sm" mt="sm" display="inline-block">
        {t('audience.open')}
      </AnchorLink>
    </FigureTile>
  );
}
