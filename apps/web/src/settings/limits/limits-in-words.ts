import type { TFunction } from 'i18next';
import { formatNumber } from '../../ui/format-number';
import { WINDOWS, type WindowLimits } from './limit-queries';

/** `20 per second, 40,000 per hour`; `unlimited` for none. */
export function limitsInWords(limits: WindowLimits, t: TFunction<'limits'>): string {
  const parts = WINDOWS.flatMap((window) => {
    const limit = limits[window];
    return limit === null ? [] : [`${formatNumber(limit)} ${t(`per.${window}`)}`];
  });
  return parts.length > 0 ? parts.join(', ') : t('providers.unlimited');
}
