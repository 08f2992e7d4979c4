import type { TFunction } from 'i18next';

type Translate = TFunction<'contacts'>;

const KNOWN = ['api', 'app', 'form', 'message'] as const;
type Known = (typeof KNOWN)[number];

function known(source: string): Known | undefined {
  return KNOWN.find((name) => name === source);
}

/** Where a contact came from, as a table says it: our own words for what the product writes, else as it was given. */
export function sourceName(source: string, t: Translate): string {
  const name = known(source);
  return name ? t(`sourceNames.${name}`) : source;
}

/** The same inside a sentence: `through a form`, `from Mailchimp import`. */
export function addedBy(source: string, t: Translate): string {
  const name = known(source);
  return name ? t(`page.addedBy.${name}`) : t('page.addedBy.other', { source });
}
