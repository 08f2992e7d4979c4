import type { Named } from './value-editor';

/** Regions that are no country, and codes that stand for nothing yet. */
const NONE = new Set(['EU', 'EZ', 'UN', 'XA', 'XB', 'ZZ', 'QO', 'AC', 'CP', 'DG', 'EA', 'IC', 'TA', 'CQ']);
/** Codes of countries that are no more are shown under the name of their successors: each name once is enough. */
const PAST = new Set([
  'AN',
  'BU',
  'CS',
  'DD',
  'FX',
  'NH',
  'NQ',
  'SU',
  'TP',
  'UK',
  'VD',
  'YD',
  'YU',
  'ZR',
  'RH',
  'HV',
  'DY',
  'NT',
]);
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];

const lists = new Map<string, Named[]>();

/** ISO 3166-1 codes with their names in a language, as far as the browser knows them. */
export function countries(language: string): Named[] {
  const known = lists.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
  const list = LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter((code) => !NONE.has(code) && !PAST.has(code))
    .flatMap((code) => {
      const name = names.of(code);
      return name ? [{ value: code, label: name }] : [];
    })
    .sort((a, b) => a.label.localeCompare(b.label, language));
  lists.set(language, list);
  return list;
}
