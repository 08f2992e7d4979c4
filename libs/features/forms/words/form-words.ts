import { ENGLISH } from './english';
import { FRENCH } from './french';
import { GERMAN } from './german';
import { PORTUGUESE } from './portuguese';
import { SPANISH } from './spanish';
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
