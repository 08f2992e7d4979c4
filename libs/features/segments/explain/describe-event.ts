import type { EventCondition, EventRule, Group, PropertyRule } from '../tree/rule-tree';
import { who, whose, type Clause } from './clause';
import { timeWords } from './describe-time';
import { amountWords, choicesWords, numberWords } from './describe-value';
import { didNot, eventWords, type EventWords } from './event-words';
import { listed, listedValues, plain, quoted, say, value, type Phrase } from './phrase';
import { cutAfter } from './simplify-tree';
import { isId, thingOfProperty, type TreeNames } from './tree-names';

type Where = Group<PropertyRule>;
type AggregateCondition = EventCondition & { kind: 'aggregate' };

const MOST_FILTERS = 6;
const COUNTS = { atLeast: 'at least', atMost: 'at most', exactly: 'exactly' } as const;
const SUMMARIES = { sum: 'summed', avg: 'average', min: 'lowest', max: 'highest' } as const;
const ORDERS = { avg: 'average order', min: 'smallest order', max: 'largest order' } as const;

/** What a rule about an event says: "downloaded “ebook” at least twice in the last 30 days". */
export function describeEvent(rule: EventRule, names: TreeNames): Clause {
  const words = eventWords(rule.name);
  const { condition } = rule;
  const when = rule.within ? spaced(timeWords(rule.within)) : [];
  if (condition.kind === 'aggregate') return describeAggregate(rule, condition, names);
  const { object, rest } = objectOf(words, rule.where, names);
  const what = [...spaced(object), ...withWords(rest, names)];
  const isNever =
    condition.kind === 'did' ? !condition.did : condition.op !== 'atLeast' && condition.value === 0;
  if (isNever) return who(say`${didNot(words, rule.within !== null)}${what}${when}`);
  const often = condition.kind === 'count' ? timesWords(condition) : [];
  return who(say`${words.past}${what}${often}${when}`);
}

function timesWords({ op, value: n }: EventCondition & { kind: 'count' }): Phrase {
  if (op === 'atLeast' && n === 1) return [];
  const times = n === 1 ? 'once' : n === 2 ? 'twice' : `${numberWords(n)} times`;
  return say` ${COUNTS[op]} ${value(times)}`;
}

/** Orders have words of their own for what is asked most: what somebody spent. */
function describeAggregate(rule: EventRule, condition: AggregateCondition, names: TreeNames): Clause {
  const { fn, property } = condition;
  const when = rule.within ? spaced(timeWords(rule.within)) : [];
  const filter = [...withWords(rule.where, names), ...when];
  const isSpending = rule.name === 'order.placed' && property === 'total';
  if (isSpending && fn === 'sum') {
    return whose(say`orders${filter} ${resultWords(condition, ['add up to', 'do not add up to'])}`);
  }
  const result = resultWords(condition, ['is', 'is not']);
  if (isSpending && fn !== 'sum') return whose(say`${ORDERS[fn]}${filter} ${result}`);
  const { nouns } = eventWords(rule.name);
  return whose(say`${SUMMARIES[fn]} ${propertyName(property)} over ${nouns}${filter} ${result}`);
}

function resultWords({ test, negated }: AggregateCondition, verbs: [string, string]): Phrase {
  if (test.kind === 'number' || test.kind === 'between')
    return say`${verbs[negated ? 1 : 0]} ${amountWords(test)}`;
  return plain(negated ? 'cannot be told' : 'can be told');
}

/** Takes the filters that the verb can take along out of `where`. */
function objectOf(
  words: EventWords,
  where: Where | null,
  names: TreeNames,
): { object: Phrase; rest: Where | null } {
  const isPlain = where !== null && !where.not && (where.match === 'all' || where.rules.length === 1);
  if (!isPlain) return { object: words.anything, rest: where };
  let rules = where.rules;
  const said: Phrase[] = [];
  for (const [index, { property, named }] of words.objects.entries()) {
    const rule = rules.find((one) => one.kind === 'property' && one.property === property && isNaming(one));
    if (rule) {
      said.push(listedValues(nameValues(rule as PropertyRule, names, named), 'or'));
      rules = rules.filter((one) => one !== rule);
    } else if (index === 0) said.push(words.anything);
  }
  const object = said.length === 0 ? words.anything : said.flatMap((one, at) => (at ? spaced(one) : one));
  return { object, rest: { ...where, rules } };
}

function isNaming({ test, negated }: PropertyRule): boolean {
  return test.kind === 'text' && test.how === 'is' && !negated;
}

function nameValues(
  { property, test }: PropertyRule,
  names: TreeNames,
  named: (name: Phrase) => Phrase = (name) => name,
): Phrase[] {
  const values = test.kind === 'text' ? test.values : [];
  const kind = thingOfProperty(property);
  return values.map((text) => {
    const label = property === 'field' ? names.fields.get(text) : undefined;
    if (label !== undefined) return named(value(label));
    const name = kind ? names[kind].get(text) : undefined;
    if (name !== undefined) return named(quoted(name));
    return kind && isId(text) ? plain(`a deleted ${property}`) : named(quoted(text));
  });
}

/** " with a total of at least 50 and sku “x”". */
function withWords(where: Where | null, names: TreeNames): Phrase {
  if (!where || where.rules.length === 0) return where?.not ? plain(' with impossible properties') : [];
  const { tree, left } = cutAfter<PropertyRule>(where, MOST_FILTERS);
  const more = left === 0 ? [] : say`, and ${value(left)} more ${left === 1 ? 'filter' : 'filters'}`;
  const words = tree.kind === 'group' ? groupWords(tree, names, 0) : propertyWords(tree, names);
  return say` with ${words}${more}`;
}

function groupWords(group: Where, names: TreeNames, depth: number): Phrase {
  const items = group.rules.map((rule) =>
    rule.kind === 'group' ? groupWords(rule, names, depth + 1) : propertyWords(rule, names),
  );
  if (items.length === 0) return plain(group.not ? 'impossible properties' : 'any properties');
  const joined = listed(items, group.match === 'all' ? 'and' : 'or');
  if (group.not) return items.length === 1 ? say`anything but ${joined}` : say`anything but (${joined})`;
  if (items.length === 1) return joined;
  if (depth > 0) return say`(${joined})`;
  return group.match === 'any' ? say`either ${joined}` : joined;
}

const CONTAINING = { contains: 'containing', startsWith: 'starting with', endsWith: 'ending with' } as const;

function propertyWords(rule: PropertyRule, names: TreeNames): Phrase {
  const { test, negated } = rule;
  const name = propertyName(rule.property);
  const not = negated ? 'not ' : '';
  switch (test.kind) {
    case 'set':
      return negated ? say`no ${name}` : say`some ${name}`;
    case 'text':
      return test.how === 'is'
        ? say`${name}${negated ? ' other than' : ''} ${listedValues(nameValues(rule, names), 'or')}`
        : say`${name} ${not}${CONTAINING[test.how]} ${quoted(test.values[0] ?? '')}`;
    case 'number':
      return say`a ${name} ${negated ? 'other than' : 'of'} ${amountWords(test)}`;
    case 'between':
      return say`a ${name} ${not}${amountWords(test)}`;
    case 'boolean':
      return say`${name} ${value(test.value ? 'yes' : 'no')}`;
    case 'list':
      return say`${name} ${negated ? 'without' : 'including'} ${choicesWords(test)}`;
    case 'time':
      return say`${name} ${not}${timeWords(test.spec)}`;
    case 'choice':
    case 'percentile':
    case 'anniversary':
    case 'near':
      throw new Error(`a property cannot be tested by ${test.kind}`);
  }
}

/** Names like `total` or `lineItems` need no quotation marks. */
function propertyName(name: string): Phrase {
  return /^[A-Za-z][\w.-]{0,59}$/.test(name) ? plain(name) : quoted(name);
}

function spaced(phrase: Phrase): Phrase {
  return phrase.length === 0 ? [] : say` ${phrase}`;
}
