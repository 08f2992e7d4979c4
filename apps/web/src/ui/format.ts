import { formatNumber } from './format-number';

export { formatNumber, formatRate } from './format-number';
export { formatAgo, formatDay, formatTime } from './format-time';

/** `1 contact`, `2,310 contacts`: in English only. Texts with a plural in i18n/ take its place, page by page. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${formatNumber(count)} ${count === 1 ? noun : plural}`;
}

/** `no-subscription` as `no subscription`, `handed_over` as `handed over`: in English only, as above. */
export function words(code: string): string {
  return code.replace(/[-_.]/g, ' ');
}
