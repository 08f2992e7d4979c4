import { ENGLISH } from './english';
import type { FormWords } from './words';
import { FRENCH, GERMAN, PORTUGUESE, SPANISH } from './translations';

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
