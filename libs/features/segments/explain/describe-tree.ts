import type { Group, Rule, RuleNode } from '../tree/rule-tree';
import { who, type Clause } from './clause';
import { describeRule } from './describe-rule';
import {
  listed,
  plain,
  say,
  toSentence,
  value,
  type Conjunction,
  type Phrase,
  type Sentence,
} from './phrase';
import { cutAfter, simplify } from './simplify-tree';
import type { TreeNames } from './tree-names';

/** How clauses speak of their subject: of contacts "who … whose", of one contact "they … their". */
export interface Pronouns {
  who: string;
  whose: string;
}

/** What clauses are made with. */
export interface Wording {
  names: TreeNames;
  /** Adds what decided about a rule, in brackets. */
  because?: (rule: Rule) => string;
}

/** What a node says: one clause, or clauses that are joined. */
type Said = Clause | { join: 'and' | 'or'; items: readonly Said[] };

const OF_CONTACTS: Pronouns = { who: 'who', whose: 'whose' };
const MOST_RULES = 12;

/** A tree as a sentence: "Contacts in Portugal or Spain who downloaded “ebook” in the last 30 days". */
export function describeTree(tree: RuleNode, names: TreeNames): Sentence {
  const simple = simplify(tree);
  if (simple === 'everybody') return toSentence(plain('All contacts'));
  if (simple === 'nobody') return toSentence(plain('No contacts'));
  const { tree: shown, left } = cutAfter(simple, MOST_RULES);
  const more = left === 0 ? [] : say`, and ${value(left)} more ${left === 1 ? 'rule' : 'rules'}`;
  return toSentence([...contactsWith(shown, { names }), ...more]);
}

/** What nodes say of one contact when all (`and`) or any (`or`) of them hold: "they are in Portugal and their Plan is pro". */
export function describeTogether(
  nodes: readonly RuleNode[],
  { pronouns, join, ...wording }: Wording & { pronouns: Pronouns; join: 'and' | 'or' },
): Phrase {
  const items = nodes.flatMap((node): Said[] => {
    const simple = simplify(node);
    return typeof simple === 'string' ? [] : [sayNode(simple, wording)];
  });
  return items.length === 1 ? relative(items[0]!, pronouns) : relative({ join, items }, pronouns);
}

function contactsWith(node: RuleNode, wording: Wording): Phrase {
  if (node.kind === 'group' && node.not && !isNeither(node, wording)) {
    return say`All contacts except those ${relative(sayNode({ ...node, not: false }, { names: wording.names }), OF_CONTACTS)}`;
  }
  const said = sayNode(node, wording);
  if (!isJoined(said)) {
    return said.where ? say`Contacts ${said.where}` : say`Contacts ${relative(said, OF_CONTACTS)}`;
  }
  const place = said.join === 'and' ? said.items.find((item) => !isJoined(item) && item.where) : undefined;
  if (!place || isJoined(place) || !place.where) return say`Contacts ${relative(said, OF_CONTACTS)}`;
  const items = said.items.filter((item) => item !== place);
  const others: Said = items.length === 1 ? items[0]! : { ...said, items };
  return say`Contacts ${place.where} ${relative(others, OF_CONTACTS)}`;
}

function sayNode(node: RuleNode, wording: Wording): Said {
  if (node.kind !== 'group') return clauseOf(node, wording);
  if (node.not) {
    if (isNeither(node, wording)) {
      const phrases = node.rules.map((rule) => clauseOf(rule as Rule, wording).phrase);
      return who(say`neither ${listed(phrases, 'nor')}`);
    }
    return who(
      say`are not among those ${relative(sayNode({ ...node, not: false }, { names: wording.names }), OF_CONTACTS)}`,
    );
  }
  if (node.rules.length === 1) return sayNode(node.rules[0]!, wording);
  return {
    join: node.match === 'all' ? 'and' : 'or',
    items: node.rules.map((rule) => sayNode(rule, wording)),
  };
}

function clauseOf(rule: Rule, { names, because }: Wording): Clause {
  const clause = describeRule(rule, names);
  const reason = because?.(rule) ?? '';
  return reason === '' ? clause : { ...clause, phrase: say`${clause.phrase} (${reason})` };
}

/** Whether a negated group reads "who neither … nor …". */
function isNeither({ not, match, rules }: Group<Rule>, wording: Wording): boolean {
  return (
    not &&
    match === 'any' &&
    rules.length > 1 &&
    rules.every((rule) => rule.kind !== 'group' && isPositive(describeRule(rule, wording.names)))
  );
}

function isPositive({ subject, phrase }: Clause): boolean {
  return subject === 'who' && !/\b(?:not|never|no)\b/.test(phrase[0]?.text ?? '');
}

function isJoined(said: Said): said is Exclude<Said, Clause> {
  return 'join' in said;
}

function isAllWho(said: Said): boolean {
  return isJoined(said) ? said.items.every(isAllWho) : said.subject === 'who';
}

/** A relative clause with its pronouns: "who are tagged “vip” and whose Plan is “pro”". */
function relative(said: Said, pronouns: Pronouns): Phrase {
  if (!isJoined(said)) return say`${pronouns[said.subject]} ${said.phrase}`;
  if (isAllWho(said)) return say`${pronouns.who} ${bare(said, 0)}`;
  return joinItems(said, mixedItems(said, pronouns, 0));
}

/** Clauses that all begin with "who", without it. */
function bare(said: Said, depth: number): Phrase {
  if (!isJoined(said)) return said.phrase;
  const items = said.items.map((item) => bare(item, depth + 1));
  return wrapped(said, joinItems(said, items), depth);
}

/** "who" is left out where the clause before began with it as well. */
function mixedItems({ items }: { items: readonly Said[] }, pronouns: Pronouns, depth: number): Phrase[] {
  return items.map((item, index) => {
    const before = items[index - 1];
    if (isJoined(item)) {
      if (isAllWho(item)) return say`${pronouns.who} ${bare(item, depth + 1)}`;
      return wrapped(item, joinItems(item, mixedItems(item, pronouns, depth + 1)), depth + 1);
    }
    const continues = item.subject === 'who' && before && !isJoined(before) && before.subject === 'who';
    return continues ? item.phrase : say`${pronouns[item.subject]} ${item.phrase}`;
  });
}

function joinItems({ join, items }: { join: Conjunction; items: readonly Said[] }, said: Phrase[]): Phrase {
  return listed(said, join, items.some(isLong));
}

/** What has an end that is hard to see is set off by commas. */
function isLong(said: Said): boolean {
  return isJoined(said) || said.phrase.some(({ text, isValue }) => !isValue && text.includes('among those'));
}

/** Makes the ends of a nested group plain: "either … or …", "both … and …", and deeper down brackets. */
function wrapped(
  { join, items }: { join: Conjunction; items: readonly Said[] },
  joined: Phrase,
  depth: number,
): Phrase {
  if (depth === 0) return joined;
  const isShallow = depth <= 2 && !items.some(isLong);
  if (join === 'or' && (isShallow || depth === 1)) return say`either ${joined}`;
  return isShallow && items.length === 2 ? say`both ${joined}` : say`(${joined})`;
}
