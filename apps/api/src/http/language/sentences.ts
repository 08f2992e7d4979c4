import { ACCOUNTS } from './german/accounts';
import { PEOPLE } from './german/people';
import { REQUESTS } from './german/requests';
import { SENDING } from './german/sending';
import { WORDS } from './german/words';

/** Languages in which problems are told; English where nobody asks for another. */
export const PROBLEM_LANGUAGES = ['en', 'de'] as const;
export type ProblemLanguage = (typeof PROBLEM_LANGUAGES)[number];

interface Sentence {
  pattern: RegExp;
  names: string[];
  german: string;
}

const PLACE = /\{([A-Za-z]+)\}/;

const SENTENCES: readonly Sentence[] = Object.entries({
  ...ACCOUNTS,
  ...REQUESTS,
  ...PEOPLE,
  ...SENDING,
}).map(([english, german]) => {
  const parts = english.split(PLACE);
  const fixed = parts.filter((_part, index) => index % 2 === 0).map(literally);
  const names = parts.filter((_part, index) => index % 2 === 1);
  return { pattern: new RegExp(`^${fixed.join('(.*?)')}$`, 's'), names, german };
});

/**
 * A sentence of a problem in another language, with its names and numbers. Sentences are made in English, far from whoever reads them; here they
 * are recognised by what stands still in them. What is not recognised stays English.
 */
export function sayIn(language: ProblemLanguage, sentence: string): string {
  if (language === 'en') return sentence;
  for (const { pattern, names, german } of SENTENCES) {
    const found = pattern.exec(sentence);
    if (!found) continue;
    const values = new Map(names.map((name, index) => [name, found[index + 1] ?? '']));
    return german.replace(new RegExp(PLACE, 'g'), (_place, name: string) => wordFor(values.get(name) ?? ''));
  }
  return sentence;
}

/** States and nouns stand in sentences as they are called in the API. */
function wordFor(value: string): string {
  return WORDS[value] ?? value;
}

function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
