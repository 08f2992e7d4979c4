import { ACCOUNTS } from './german/accounts';
import { PEOPLE } from './german/people';
import { REQUESTS } from './german/requests';
import { SENDING } from './german/sending';
import { WORDS } from './german/words';

/** Languages in which problems are told; English where nobody asks for another. */
export const PROBLEM_LANGUAGES = ['en', 'de'] as const;
export type ProblemLanguage = (typeof PROBLEM_LANGUAGES)[number];

interface Sentence {
  /** What stands before, between and behind the places. */
  fixed: string[];
  names: string[];
  german: string;
}

const PLACE = /\{([A-Za-z]+)\}/;

/** Places whose values are words of ours. What people chose, such as names, is never translated. */
const PLACES_OF_WORDS = new Set(['status', 'noun', 'role']);

const SENTENCES: readonly Sentence[] = Object.entries({
  ...ACCOUNTS,
  ...REQUESTS,
  ...PEOPLE,
  ...SENDING,
}).map(([english, german]) => {
  const parts = english.split(PLACE);
  const fixed = parts.filter((_part, index) => index % 2 === 0);
  const names = parts.filter((_part, index) => index % 2 === 1);
  return { fixed, names, german };
});

// What says more itself comes first: "The name is taken." before "{slug} is taken."
const MOST_EXACT_FIRST = SENTENCES.toSorted((a, b) => b.fixed.join('').length - a.fixed.join('').length);

/**
 * A sentence of a problem in another language, with its names and numbers. Sentences are made in English, far from whoever reads them; here they
 * are recognised by what stands still in them. What is not recognised stays English.
 */
export function sayIn(language: ProblemLanguage, sentence: string): string {
  if (language === 'en') return sentence;
  for (const { fixed, names, german } of MOST_EXACT_FIRST) {
    const found = valuesIn(sentence, fixed);
    if (!found) continue;
    const values = new Map(names.map((name, index) => [name, found[index] ?? '']));
    return german.replace(new RegExp(PLACE, 'g'), (_place, name: string) =>
      wordFor(name, values.get(name) ?? ''),
    );
  }
  return sentence;
}

/**
 * What stands in the places of a sentence, or null when it is another one. Looks at each letter once for each part: sentences hold what callers sent,
 * and a regular expression with several places would go back and forth in it for minutes.
 */
function valuesIn(sentence: string, fixed: readonly string[]): string[] | null {
  const first = fixed[0] ?? '';
  const last = fixed.at(-1) ?? '';
  if (fixed.length === 1) return sentence === first ? [] : null;
  const end = sentence.length - last.length;
  if (end < first.length || !sentence.startsWith(first) || !sentence.endsWith(last)) return null;
  const values: string[] = [];
  let from = first.length;
  for (const part of fixed.slice(1, -1)) {
    const at = sentence.indexOf(part, from);
    if (at < 0 || at + part.length > end) return null;
    values.push(sentence.slice(from, at));
    from = at + part.length;
  }
  return [...values, sentence.slice(from, end)];
}

/** States and nouns stand in sentences as they are called in the API. */
function wordFor(place: string, value: string): string {
  return PLACES_OF_WORDS.has(place) ? (WORDS[value] ?? value) : value;
}
