export { formatNumber, formatRate } from './format-number';
export { formatAgo, formatDay, formatTime } from './format-time';

/** `no-subscription` as `no subscription`, `handed_over` as `handed over`: in English only. Texts in i18n/ take its place, page by page. */
export function words(code: string): string {
  return code.replace(/[-_.]/g, ' ');
}
