import i18next, { type BackendModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { keepLanguage, preferredLanguage, type Language } from './languages';
import type { Namespace } from './resources';
import session from './en/session.json';
import shell from './en/shell.json';
import ui from './en/ui.json';

const files = import.meta.glob<Record<string, unknown>>('./{en,de}/*.json', { import: 'default' });

/** Each feature's texts are a file of their own, fetched when first needed. */
const backend: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: async (language, namespace) => {
    const load = files[`./${language}/${namespace}.json`];
    if (!load) throw new Error(`There are no texts "${namespace}" in ${language}.`);
    return load();
  },
};

/** Before the first page is drawn. What every page needs comes with the app in English, and is fetched in other languages. */
export async function startI18n(): Promise<void> {
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(),
      // Both languages have the same keys (test/web/languages.spec.ts): there is nothing to fall back to.
      fallbackLng: false,
      defaultNS: 'ui',
      ns: ['ui', 'shell', 'session'],
      resources: { en: { ui, shell, session } },
      partialBundledLanguages: true,
      // React escapes.
      interpolation: { escapeValue: false },
    });
  markDocument();
  i18next.on('languageChanged', markDocument);
}

function markDocument(): void {
  document.documentElement.lang = currentLanguage();
}

export function currentLanguage(): Language {
  return i18next.language as Language;
}

/** Changes the language of the whole app, now and for the next visits. */
export async function changeLanguage(language: Language): Promise<void> {
  keepLanguage(language);
  await i18next.changeLanguage(language);
}

/**
 * Fetches the texts of a feature ahead of its pages. A part that draws before its texts are there waits for them
 * (Suspense), so this only spares people the sight of that.
 */
export async function loadTexts(namespace: string): Promise<void> {
  if (files[`./en/${namespace}.json`]) await i18next.loadNamespaces(namespace);
}

/** Fetches what is left, so that dialogs and parts of other features need not wait. */
export function loadRemainingTexts(): void {
  const names = new Set(Object.keys(files).map((path) => path.replace(/^.*\/|\.json$/g, '')));
  void i18next.loadNamespaces([...names] as Namespace[]);
}

/** Outside of components. Inside, `useTranslation` also draws again when the language changes. */
export const i18n = i18next;
