import { ENGLISH } from './en';
import { FRENCH } from './fr';
import { GERMAN } from './de';
import { PORTUGUESE } from './pt';
import { SPANISH } from './es';
import type { FormWords } from './words';

const WORDS: Record<string, FormWords> = {
  en: ENGLISH,
  de: GERMAN,
  es: SPANISH,
  fr: FRENCH,
  pt: PORTUGUESE,
};

/** In the language, or in English where we have no words in it. */
export function wordsOf(language: string): FormWords {
  return WORDS[language.toLowerCase().split('-', 1)[0] ?? ''] ?? ENGLISH;
}

export type { FormWords } from './words';
