import type { Request } from 'express';

/** Texts by language (`pt`); English is always there. */
export type TextsByLanguage<T> = Readonly<Record<string, T>> & { readonly en: T };

/** What the visitor's browser asks for, as far as we speak it; else English. */
export function inLanguageOf<T>(request: Request, texts: TextsByLanguage<T>): { language: string; words: T } {
  const wanted = request.acceptsLanguages().map((tag) => tag.toLowerCase().split('-', 1)[0] ?? '');
  const language = wanted.find((tag) => Object.hasOwn(texts, tag)) ?? 'en';
  return { language, words: texts[language] ?? texts.en };
}
