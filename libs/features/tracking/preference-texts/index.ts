import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import type { PreferenceText } from './preference-text';
import { pt } from './pt';

export type { PreferenceText } from './preference-text';

/** The languages that the preference page speaks. */
export const PREFERENCE_TEXTS: readonly PreferenceText[] = [en, de, es, fr, pt];

/** By the language of a locale (`pt-BR`: Portuguese); English where there is none. */
export function preferenceText(locale: string | null): PreferenceText {
  const language = locale?.split('-', 1)[0]?.toLowerCase();
  return PREFERENCE_TEXTS.find((text) => text.language === language) ?? en;
}
