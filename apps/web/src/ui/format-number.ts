import { currentLanguage } from '../i18n';
import { localeOf } from '../i18n/languages';

const formats = new Map<string, Intl.NumberFormat>();

/** Making a format is slow; there are few of them. */
function format(name: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const locale = localeOf(currentLanguage());
  const key = `${locale} ${name}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(locale, options);
  formats.set(key, known);
  return known;
}

/** `12,345`. */
export function formatNumber(value: number): string {
  return format('number', {}).format(value);
}

/** `12K`, where room is short. */
export function formatShortNumber(value: number): string {
  return format('short', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
}

/** `rate` is a fraction; `–` where there is nothing to divide by. Two digits below one percent, else one. */
export function formatRate(rate: number | null | undefined): string {
  if (rate === null || rate === undefined) return '–';
  const digits = rate > 0 && rate < 0.01 ? 2 : 1;
  return format(`rate ${digits}`, { style: 'percent', maximumFractionDigits: digits }).format(rate);
}

/** `currency` is an ISO 4217 code, `amount` counts whole units of it. */
export function formatMoney(amount: number, currency: string): string {
  return format(`money ${currency}`, { style: 'currency', currency }).format(amount);
}

const BYTE_UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** `34 kB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  const step = Math.min(BYTE_UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const unit = BYTE_UNITS[step] ?? 'byte';
  return format(`bytes ${unit}`, { style: 'unit', unit, maximumFractionDigits: 1 }).format(
    bytes / 1000 ** step,
  );
}
