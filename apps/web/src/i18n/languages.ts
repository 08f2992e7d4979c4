/** The languages of the app, each in its own words. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof LANGUAGES;

const KEY = 'tidings:language';

export function isLanguage(value: string | null): value is Language {
  return value !== null && Object.hasOwn(LANGUAGES, value);
}

/** The one chosen earlier in this browser, else the first of the browser's that we have, else English. */
export function preferredLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  if (isLanguage(kept)) return kept;
  const own = navigator.languages.map((tag) => tag.split('-')[0] ?? '');
  return own.find(isLanguage) ?? 'en';
}

export function keepLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
}

/** What Intl formats by: the browser's own variant of the language (en-GB), where it has one. */
export function localeOf(language: Language): string {
  return navigator.languages.find((tag) => tag.split('-')[0] === language) ?? language;
}
