/** A piece of a sentence. Values are what the author of a rule chose; an app may show them highlighted. */
export interface SentencePart {
  text: string;
  isValue: boolean;
}

export interface Sentence {
  /** The whole sentence; texts that somebody typed stand in quotation marks. */
  text: string;
  /** The same in pieces, without those marks. */
  parts: SentencePart[];
}

interface Piece extends SentencePart {
  /** Free text, which needs quotation marks to be told from the words around it. */
  isQuoted: boolean;
}

/** Part of a sentence that is being built. */
export type Phrase = readonly Piece[];
export type Conjunction = 'and' | 'or' | 'nor';

const LONGEST_VALUE = 60;
const LONGEST_LIST = 5;

export function plain(text: string): Phrase {
  return text === '' ? [] : [{ text, isValue: false, isQuoted: false }];
}

/** A value that reads well as it is: a number, a country, a duration. */
export function value(text: string | number): Phrase {
  return [{ text: shortened(String(text)), isValue: true, isQuoted: false }];
}

/** A value that somebody typed. */
export function quoted(text: string): Phrase {
  return [{ text: shortened(text), isValue: true, isQuoted: true }];
}

/** Builds a phrase: `say\`in the last ${value('30 days')}\``. Plain strings may be put in as well. */
export function say(words: TemplateStringsArray, ...inserted: (Phrase | string)[]): Phrase {
  return words.flatMap((text, index) => {
    const next = inserted[index] ?? [];
    return [...plain(text), ...(typeof next === 'string' ? plain(next) : next)];
  });
}

/** "a, b and c"; with `hasLongItems` "a, b, and c". */
export function listed(items: readonly Phrase[], word: Conjunction, hasLongItems = false): Phrase {
  return items.flatMap((item, index) => {
    if (index === 0) return item;
    const isLast = index === items.length - 1;
    const comma = !isLast || (hasLongItems && items.length > 1) ? ',' : '';
    return [...plain(isLast ? `${comma} ${word} ` : `${comma} `), ...item];
  });
}

/** Values of a rule: at most five, then how many more there are. */
export function listedValues(items: readonly Phrase[], word: Conjunction): Phrase {
  const isCut = items.length > LONGEST_LIST + 1;
  const shown = isCut ? items.slice(0, LONGEST_LIST) : items;
  return listed(isCut ? [...shown, value(`${items.length - shown.length} more`)] : shown, word);
}

export function toSentence(phrase: Phrase): Sentence {
  const parts: SentencePart[] = [];
  for (const { text, isValue } of phrase) {
    const last = parts.at(-1);
    if (last && !isValue && !last.isValue) last.text += text;
    else parts.push({ text, isValue });
  }
  return { text: textOf(phrase), parts };
}

export function textOf(phrase: Phrase): string {
  return phrase.map(({ text, isQuoted }) => (isQuoted ? `“${text}”` : text)).join('');
}

export function capitalised([first, ...rest]: Phrase): Phrase {
  if (!first || first.isQuoted) return first ? [first, ...rest] : [];
  return [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest];
}

/** On one line and at most `longest` characters. */
export function shortened(text: string, longest = LONGEST_VALUE): string {
  const characters = [...text.replace(/\s+/gu, ' ').trim()];
  return characters.length <= longest
    ? characters.join('')
    : `${characters
        .slice(0, longest - 1)
        .join('')
        .trimEnd()}…`;
}
