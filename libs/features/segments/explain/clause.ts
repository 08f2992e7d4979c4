import { say, type Phrase } from './phrase';

/**
 * What one rule says of contacts: "who *downloaded an asset*" or "whose *Plan is pro*". `where` is its short form
 * directly after the noun, "contacts *in Portugal*"; only places have one.
 */
export interface Clause {
  subject: 'who' | 'whose';
  phrase: Phrase;
  where?: Phrase;
}

export function who(phrase: Phrase): Clause {
  return { subject: 'who', phrase };
}

export function whose(phrase: Phrase): Clause {
  return { subject: 'whose', phrase };
}

/** "are in Portugal", and "in Portugal" where that is enough. */
export function whoAre(phrase: Phrase, negated: boolean): Clause {
  return negated ? who(say`are not ${phrase}`) : { ...who(say`are ${phrase}`), where: phrase };
}

const SINGULAR: Readonly<Record<string, string>> = {
  are: 'is',
  have: 'has',
  do: 'does',
  were: 'was',
  work: 'works',
};

/** The same of one contact, as a heading: "Is in Portugal", "Plan is pro". */
export function inSingular({ phrase }: Clause): Phrase {
  const [first, ...rest] = phrase;
  if (!first || first.isValue) return phrase;
  const [verb = '', ...words] = first.text.split(' ');
  const singular = Object.hasOwn(SINGULAR, verb) ? SINGULAR[verb] : undefined;
  return singular === undefined ? phrase : [{ ...first, text: [singular, ...words].join(' ') }, ...rest];
}
