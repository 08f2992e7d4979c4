import type { LinkFigures } from '../reports.repository';

/** Stands in the addresses of links that are to be marked. */
export const MAP_TOKEN = 'click-map';

// Never across another `<`: looking from each of many would take the square of their number.
const LINK = new RegExp(`<a\\b[^<>]*?\\bhref="https://example\\.com/l/${MAP_TOKEN}~(\\d+)"[^<>]*>`, 'gi');
const ADDRESS = new RegExp(`href="https://example\\.com/l/${MAP_TOKEN}~\\d+"`, 'i');

/** At its place in the text, but out of the flow: the message looks as it was sent. */
const BADGE = [
  'position:absolute',
  'z-index:9',
  'margin:-19px 0 0 -8px',
  'padding:1px 7px',
  'border-radius:10px',
  'background:#0b4538',
  'color:#ffffff',
  'font:700 12px/18px system-ui,sans-serif',
  'letter-spacing:0',
  'text-decoration:none',
  'text-transform:none',
  'white-space:nowrap',
  'box-shadow:0 0 0 2px #ffffff',
].join(';');

export interface MapWords {
  /** BCP 47, for numbers. What is no such tag counts as English. */
  locale: string;
}

/**
 * Puts at each link of a rendered message how many people clicked it, and their share of all who clicked. Links lead nowhere: a look at
 * the report is no click. A link that stands in two places of the text has the same number at both.
 */
export function withClickCounts(
  html: string,
  links: readonly Pick<LinkFigures, 'position' | 'uniqueHumanClickers'>[],
  { locale }: MapWords,
): string {
  const language = knownLanguage(locale);
  const numbers = new Intl.NumberFormat(language);
  const shares = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 });
  const all = links.reduce((sum, { uniqueHumanClickers }) => sum + uniqueHumanClickers, 0);
  return html.replace(LINK, (tag, position: string) => {
    const count = links.find((link) => link.position === Number(position))?.uniqueHumanClickers ?? 0;
    const share = all === 0 ? '' : ` · ${shares.format(count / all)}`;
    const badge = `<span style="${BADGE}">${escape(`${numbers.format(count)}${share}`)}</span>`;
    return `${tag.replace(ADDRESS, 'href="#"')}${badge}`;
  });
}

function escape(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Tags that only look like one make `Intl` throw. */
function knownLanguage(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
