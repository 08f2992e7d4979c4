const REGIONS = new Intl.DisplayNames('en', { type: 'region' });
const LANGUAGES = new Intl.DisplayNames('en', { type: 'language' });

/** Countries that are spoken of with "the". */
const WITH_ARTICLE = new Set(
  'AE AX BQ BS CC CF CK DO FK FO GB GM IM IO KM KY MH MP MV NL PH SB SC TC TF UM US VG VI'.split(' '),
);

/** The English name of a country by its code: "Portugal", "the Netherlands"; null for what is no code. */
export function countryName(code: string): string | null {
  const upper = code.trim().toUpperCase();
  if (!/^[A-Z]{2}$/.test(upper)) return null;
  const name = REGIONS.of(upper);
  if (name === undefined || name === upper) return null;
  return WITH_ARTICLE.has(upper) ? `the ${name}` : name;
}

/** The English name of a language tag: "Brazilian Portuguese"; null for what is none. */
export function languageName(tag: string): string | null {
  try {
    const name = LANGUAGES.of(tag.trim());
    return name === undefined || name.toLowerCase() === tag.trim().toLowerCase() ? null : name;
  } catch {
    return null;
  }
}
