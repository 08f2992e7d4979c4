import type { SegmentField } from '../tree/field-catalogue';
import type { FieldRule, TestedValue, ValueTest } from '../tree/rule-tree';
import { who, whoAre, whose, type Clause } from './clause';
import { countryName, languageName } from './country-words';
import { durationWords, timeWords } from './describe-time';
import { amountWords, isOneOf, nearWords, numberWords, percentWords, testWords } from './describe-value';
import { listedValues, plain, quoted, say, value, type Phrase } from './phrase';

/** Words of one field's own; undefined where the question is none that people ask of it in a special way. */
type FieldWords = (tested: TestedValue) => Clause | undefined;

/** What a rule about a field says. */
export function describeField({ field, ...tested }: FieldRule): Clause {
  const words = Object.hasOwn(OWN_WORDS, field.path) ? OWN_WORDS[field.path] : undefined;
  return words?.(tested) ?? describeAnyField(field, tested);
}

/** How a field is called within a sentence: custom fields as their owners wrote them. */
export function fieldName(field: Pick<SegmentField, 'path' | 'label'>): string {
  if (field.path.startsWith('attributes.')) return field.label;
  return /^.[A-Z]/.test(field.label)
    ? field.label
    : field.label.charAt(0).toLowerCase() + field.label.slice(1);
}

function describeAnyField(field: SegmentField, tested: TestedValue): Clause {
  const name = fieldName(field);
  const { test, negated } = tested;
  if (test.kind === 'percentile') {
    const side = test.side === 'top' ? 'top' : 'bottom';
    return who(say`are among the ${side} ${percentWords(test.percent)} by ${name}`);
  }
  if (test.kind !== 'set') return whose(say`${name} ${testWords(tested)}`);
  if (negated) return who(say`have no ${name}`);
  if (field.path.startsWith('attributes.')) return who(say`have a value for ${name}`);
  return who(say`have ${/^[aeiou]/i.test(name) ? 'an' : 'a'} ${name}`);
}

const OWN_WORDS: Readonly<Record<string, FieldWords>> = {
  country: place('in', placeName(countryName)),
  region: place('in', placeName()),
  city: place('in', placeName()),
  location: ({ test, negated }) =>
    test.kind === 'near'
      ? whoAre(nearWords(test), negated)
      : who(plain(negated ? 'have no known location' : 'have a known location')),
  locale: ({ test, negated }) =>
    test.kind === 'text' && test.how === 'is'
      ? whose(say`language ${isOneOf(test.values.map(named(languageName)), negated)}`)
      : undefined,
  timeZone: ({ test, negated }) =>
    test.kind === 'text' && test.how === 'is'
      ? whose(say`time zone ${isOneOf(test.values.map(named(zoneName)), negated)}`)
      : undefined,
  source: ({ test, negated }) =>
    test.kind === 'text' && test.how === 'is'
      ? who(say`${negated ? 'did not come' : 'came'} from ${listedValues(test.values.map(quoted), 'or')}`)
      : undefined,
  trackingConsent: describeTrackingConsent,
  age: describeAge,
  birthDate: ({ test, negated }) => {
    if (test.kind === 'anniversary')
      return who(say`have their birthday in the next ${value(durationWords(test.n, test.unit))}`);
    return happened('born')({ test, negated });
  },
  createdAt: happened('added'),
  updatedAt: happened('changed'),
  'computed.ordersCount': ({ test, negated }) =>
    test.kind === 'number' || test.kind === 'between'
      ? who(say`${negated ? 'do not have' : 'have'} ${exactAmount(test)} orders`)
      : undefined,
  'computed.daysSinceLastOrder': ({ test, negated }) =>
    test.kind === 'number' || test.kind === 'between'
      ? whose(say`last order was ${negated ? 'not ' : ''}${amountWords(test)} days ago`)
      : undefined,
  'computed.firstOrderAt': orderWas('first order'),
  'computed.lastOrderAt': orderWas('last order'),
  'company.name': ({ test, negated }) =>
    test.kind === 'text' && test.how === 'is'
      ? who(say`${negated ? 'do not work' : 'work'} at ${listedValues(test.values.map(quoted), 'or')}`)
      : ofCompany('name')({ test, negated }),
  'company.domain': ofCompany('domain'),
  'company.industry': ofCompany('industry'),
  'company.employees': companyHas((amount) => say`${amount} employees`, 'number of employees'),
  'company.annualRevenue': companyHas((amount) => say`an annual revenue of ${amount}`, 'annual revenue'),
  'company.country': companyIn(placeName(countryName), 'country'),
  'company.city': companyIn(placeName(), 'city'),
};

function place(preposition: string, name: (text: string) => Phrase): FieldWords {
  return ({ test, negated }) =>
    test.kind === 'text' && test.how === 'is'
      ? whoAre(say`${preposition} ${listedValues(test.values.map(name), 'or')}`, negated)
      : undefined;
}

/** Names of places stand without quotation marks when they look like names. */
function placeName(nameOf: (text: string) => string | null = () => null): (text: string) => Phrase {
  return (text) => {
    const name = nameOf(text) ?? (/^[\p{Lu}\p{Lo}][\p{L} .'’-]+$/u.test(text.trim()) ? text : null);
    return name === null ? quoted(text) : value(name);
  };
}

function named(nameOf: (text: string) => string | null): (text: string) => Phrase {
  return (text) => {
    const name = nameOf(text);
    return name === null ? quoted(text) : value(name);
  };
}

function zoneName(text: string): string | null {
  return /^(?:UTC|[A-Z][a-z]+\/[A-Z][\w/+-]+)$/.test(text) ? text : null;
}

/** "were born before 1990", "were added in the last 7 days". */
function happened(participle: string): FieldWords {
  return ({ test, negated }) => {
    if (test.kind === 'time')
      return who(say`were ${negated ? 'not ' : ''}${participle} ${timeWords(test.spec)}`);
    if (test.kind !== 'anniversary') return undefined;
    const span = value(durationWords(test.n, test.unit));
    return who(say`have the anniversary of being ${participle} in the next ${span}`);
  };
}

function orderWas(which: string): FieldWords {
  return ({ test, negated }) =>
    test.kind === 'time'
      ? whose(say`${which} was ${negated ? 'not ' : ''}${timeWords(test.spec)}`)
      : undefined;
}

/** "exactly 5", "at least 5". */
function exactAmount(test: ValueTest & { kind: 'number' | 'between' }): Phrase {
  const isExact = test.kind === 'number' && test.how === 'eq';
  return isExact ? say`exactly ${value(numberWords(test.value))}` : amountWords(test);
}

function describeTrackingConsent({ test, negated }: TestedValue): Clause {
  if (test.kind === 'boolean') return who(plain(test.value ? 'agreed to tracking' : 'declined tracking'));
  return who(plain(negated ? 'were never asked about tracking' : 'were asked about tracking'));
}

function describeAge({ test, negated }: TestedValue): Clause {
  switch (test.kind) {
    case 'number':
      return who(say`are ${negated ? 'not ' : ''}${amountWords(test)} ${yearsOld(test.value)}`);
    case 'between':
      return who(say`are ${negated ? 'not ' : ''}${amountWords(test)} years old`);
    case 'percentile':
      return who(
        say`are among the ${test.side === 'top' ? 'oldest' : 'youngest'} ${percentWords(test.percent)}`,
      );
    default:
      return who(plain(negated ? 'have no known age' : 'have a known age'));
  }
}

function yearsOld(age: number): string {
  return Math.abs(age) === 1 ? 'year old' : 'years old';
}

function ofCompany(what: string): FieldWords {
  return ({ test, negated }) =>
    test.kind === 'set'
      ? whose(say`company has ${negated ? 'no' : 'a'} known ${what}`)
      : whose(say`company’s ${what} ${testWords({ test, negated })}`);
}

function companyHas(having: (amount: Phrase) => Phrase, what: string): FieldWords {
  return ({ test, negated }) => {
    switch (test.kind) {
      case 'number':
      case 'between':
        return whose(say`company ${negated ? 'does not have' : 'has'} ${having(exactAmount(test))}`);
      case 'percentile': {
        const side = test.side === 'top' ? 'top' : 'bottom';
        return whose(say`company is among the ${side} ${percentWords(test.percent)} by ${what}`);
      }
      default:
        return ofCompany(what)({ test, negated });
    }
  };
}

function companyIn(name: (text: string) => Phrase, what: string): FieldWords {
  return ({ test, negated }) =>
    test.kind === 'text' && test.how === 'is'
      ? whose(say`company is ${negated ? 'not ' : ''}in ${listedValues(test.values.map(name), 'or')}`)
      : ofCompany(what)({ test, negated });
}
