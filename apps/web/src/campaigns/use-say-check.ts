import { useTranslation } from 'react-i18next';
import { formatNumber } from '../ui/format-number';
import type { Finding } from './preflight';

/** What is said of a check, in the language of the app. */
export interface Said {
  sentence: string;
  remedy: string | null;
}

type Check = Pick<Finding, 'id' | 'level' | 'sentence' | 'remedy' | 'figures'>;

/** Of these the API says one and the same thing when all is well. */
const FINE = [
  'settings',
  'content',
  'unsubscribe',
  'postal-address',
  'text-part',
  'preheader',
  'spam',
] as const;

const MODES = ['none', 'aggregate', 'last-open-day', 'individual'] as const;

/** Says a check by its figures where they tell all; otherwise in the API's own words. */
export function useSayCheck(): (check: Check) => Said {
  const { t } = useTranslation('campaigns');
  const sayings: Partial<Record<Check['id'], (check: Check) => Said | null>> = {
    audience: ({ level, figures: { audience, minimum } }) => {
      if (typeof audience !== 'number') return null;
      const values = { count: audience, number: formatNumber(audience) };
      if (audience === 0) return { sentence: t('says.nobody'), remedy: t('says.nobodyRemedy') };
      if (level === 'ok') return { sentence: t('says.audience', values), remedy: null };
      const least = formatNumber(typeof minimum === 'number' ? minimum : 0);
      return { sentence: t('says.few', { ...values, least }), remedy: t('says.fewRemedy') };
    },
    'audience-change': ({ level, figures: { audience, before, name } }) => {
      if (typeof audience !== 'number' || typeof before !== 'number') return null;
      const values = { name: String(name), number: formatNumber(before) };
      if (level === 'ok') return { sentence: t('says.sameAsLast', values), remedy: null };
      const sentence = audience < before ? t('says.farFewer', values) : t('says.farMore', values);
      return { sentence, remedy: t('says.farRemedy') };
    },
    'left-out': ({ level, figures: { total } }) => {
      if (typeof total !== 'number') return null;
      const sentence =
        total === 0
          ? t('says.nobodyLeftOut')
          : t('says.leftOut', { count: total, number: formatNumber(total) });
      return { sentence, remedy: level === 'ok' ? null : t('says.leftOutRemedy') };
    },
    'frequency-cap': ({ figures: { emails, days, onCap } }) =>
      typeof emails === 'number' && typeof days === 'number'
        ? {
            sentence: t(onCap === 'skip' ? 'says.capSkips' : 'says.capDefers', { emails, days }),
            remedy: null,
          }
        : null,
    tracking: ({ figures: { trackingMode } }) => {
      const mode = MODES.find((one) => one === trackingMode);
      return mode ? { sentence: t(`says.tracking.${mode}`), remedy: null } : null;
    },
  };
  return (check) => {
    const said = sayings[check.id]?.(check);
    if (said) return said;
    const fine = check.level === 'ok' && FINE.find((id) => id === check.id);
    return { sentence: fine ? t(`says.fine.${fine}`) : check.sentence, remedy: check.remedy };
  };
}
