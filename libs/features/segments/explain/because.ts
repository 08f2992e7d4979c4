import type { Place } from '../tree/great-circle';
import type { Rule } from '../tree/rule-tree';
import { countryName } from './country-words';
import { fieldName } from './describe-field';
import { instantWords, momentWords } from './describe-time';
import { numberWords } from './describe-value';
import type { DecidingEvent, Evidence } from './explanation';
import { shortened } from './phrase';
import { isId, type TreeNames } from './tree-names';

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;
const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const SUMMARIES = { sum: 'sum', avg: 'average', min: 'lowest', max: 'highest' } as const;

const HAPPENED: Readonly<Record<string, string>> = {
  birthDate: 'born',
  createdAt: 'added',
  updatedAt: 'last changed',
};

export interface BecauseOptions {
  names: TreeNames;
  /** Times are told by the clock of this zone. */
  zone: string;
}

/** What decided about a rule: "country is Portugal", "no such event", "2 times, last on 3 May 2026, 10:00". */
export function becauseOf(rule: Rule, evidence: Evidence, options: BecauseOptions): string {
  switch (evidence.kind) {
    case 'value':
      return rule.kind === 'field' ? valueBecause(rule, evidence.value, options) : '';
    case 'percentile': {
      if (rule.kind !== 'field' || rule.test.kind !== 'percentile') return '';
      const name = fieldName(rule.field);
      const own = evidence.value === null ? `no ${name}` : `${name} is ${numberWords(evidence.value)}`;
      if (evidence.edge === null) return `${own}; nobody has a value`;
      const { side, percent } = rule.test;
      const reach = side === 'top' ? 'starts at' : 'goes up to';
      return `${own}; the ${side} ${numberWords(percent)} % ${reach} ${numberWords(evidence.edge)}`;
    }
    case 'distance':
      return evidence.km === null ? 'no known location' : `${numberWords(rounded(evidence.km))} km away`;
    case 'events':
      return rule.kind === 'event' ? eventsBecause(rule, evidence, options) : '';
    case 'tag':
      return evidence.since
        ? `tagged since ${instantWords(evidence.since, options.zone)}`
        : 'does not have the tag';
    case 'topic':
      return topicBecause(evidence, options.zone);
    case 'segment':
      return segmentBecause(rule, evidence, options.zone);
    case 'sample':
      return `falls on ${numberWords(rounded(evidence.place))} of 100`;
  }
}

function valueBecause(rule: Rule & { kind: 'field' }, value: unknown, { zone }: BecauseOptions): string {
  const name = rule.field.path.startsWith('company.')
    ? fieldName(rule.field).replace(/^company (?=.)/, 'company’s ')
    : fieldName(rule.field);
  const { path } = rule.field;
  if (path === 'trackingConsent' && value !== null) return value === true ? 'agreed to it' : 'declined it';
  const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return `no ${name}`;
  if (Object.hasOwn(HAPPENED, path)) return `${HAPPENED[path]} on ${shown(value, zone)}`;
  const isCountry = path === 'country' || path === 'company.country';
  const country = isCountry && typeof value === 'string' ? countryName(value) : null;
  return `${name} is ${country ?? shown(value, zone)}`;
}

function eventsBecause(
  { condition }: Rule & { kind: 'event' },
  { count, value, latest }: Evidence & { kind: 'events' },
  { zone, names }: BecauseOptions,
): string {
  const [last] = latest;
  if (!last) return 'no such event';
  const about = eventDetails(last, names, zone);
  const when = `${instantWords(last.occurredAt, zone)}${about}`;
  if (condition.kind === 'aggregate') {
    const result = value === null ? 'no value' : numberWords(rounded(value));
    return `${SUMMARIES[condition.fn]} is ${result} over ${times(count)}, last on ${when}`;
  }
  if (condition.kind === 'did') return `${count === 1 ? '' : 'last '}on ${when}`;
  const often =
    condition.op === 'atLeast'
      ? `${numberWords(count)} of ${numberWords(condition.value)} needed`
      : times(count);
  return `${often}, last on ${when}`;
}

function times(count: number): string {
  return count === 1 ? '1 event' : `${numberWords(count)} events`;
}

/** ": asset “ebook”" */
function eventDetails({ properties }: DecidingEvent, names: TreeNames, zone: string): string {
  const told = Object.entries(properties).flatMap(([key, value]) => {
    if (value === null) return [];
    if (typeof value !== 'string') return [`${shortened(key)} ${shown(value, zone)}`];
    const ofThings = key === 'campaign' ? names.campaigns : key === 'segment' ? names.segments : undefined;
    if (ofThings && !ofThings.has(value) && isId(value)) return [];
    return [`${shortened(key)} ${shown(ofThings?.get(value) ?? value, zone)}`];
  });
  return told.length === 0 ? '' : `: ${told.slice(0, 3).join(', ')}`;
}

function topicBecause({ status, since }: Evidence & { kind: 'topic' }, zone: string): string {
  if (status === 'none') return 'never came up';
  const words = {
    subscribed: 'subscribed',
    unsubscribed: 'unsubscribed',
    pending: 'waiting for confirmation',
  };
  return since ? `${words[status]} since ${instantWords(since, zone)}` : words[status];
}

function segmentBecause(
  rule: Rule,
  { name, segmentKind, since }: Evidence & { kind: 'segment' },
  zone: string,
): string {
  if (segmentKind !== 'static') return 'by its own rules';
  if (since) return `on the list of “${shortened(name)}” since ${instantWords(since, zone)}`;
  return rule.kind === 'segment' ? `not on the list of “${shortened(name)}”` : '';
}

function shown(value: unknown, zone: string): string {
  if (typeof value === 'number') return numberWords(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) {
    const items = value.slice(0, 5).map((item: unknown) => shown(item, zone));
    return value.length > 5 ? `${items.join(', ')} and ${value.length - 5} more` : items.join(', ');
  }
  if (isPlace(value)) return `${value.lat}, ${value.lon}`;
  const text = String(value);
  if (ISO_DAY.test(text)) return momentWords(text);
  const at = ISO_INSTANT.test(text) ? new Date(text) : null;
  return at && !Number.isNaN(at.getTime()) ? instantWords(at, zone) : `“${shortened(text)}”`;
}

function isPlace(value: unknown): value is Place {
  return typeof value === 'object' && value !== null && 'lat' in value && 'lon' in value;
}

function rounded(number: number): number {
  return Math.abs(number) >= 1e15 ? number : Math.round(number * 100) / 100;
}
