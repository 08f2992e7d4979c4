import { quoted, say, type Phrase } from './phrase';

/** A property that the verb takes along: the asset of "downloaded “ebook”". */
export interface EventObject {
  property: string;
  named: (name: Phrase) => Phrase;
}

export interface EventWords {
  /** "downloaded"; passive ones start with "were". */
  past: string;
  /** "download"; of passive ones never used. */
  base: string;
  /** "downloads" */
  nouns: Phrase;
  /** What stands after the verb when no filter names the first object. */
  anything: Phrase;
  objects: readonly EventObject[];
}

const itself = (name: Phrase): Phrase => name;
const campaign: EventObject = { property: 'campaign', named: (name) => say`the campaign ${name}` };

function words(
  past: string,
  base: string,
  rest: { nouns: string; anything?: string; objects?: readonly EventObject[] },
): EventWords {
  const { nouns, anything = '', objects = [] } = rest;
  return { past, base, nouns: say`${nouns}`, anything: say`${anything}`, objects };
}

/** Events that the product itself writes or knows. */
const KNOWN: Readonly<Record<string, EventWords>> = {
  'asset.downloaded': words('downloaded', 'download', {
    nouns: 'downloads',
    anything: 'an asset',
    objects: [{ property: 'asset', named: itself }],
  }),
  'chat.started': words('started a chat', 'start a chat', { nouns: 'chats' }),
  'contact.changed': words('had', 'have', {
    nouns: 'changes',
    anything: 'a field changed',
    objects: [
      { property: 'field', named: (name) => say`their ${name} changed` },
      { property: 'from', named: (name) => say`from ${name}` },
      { property: 'to', named: (name) => say`to ${name}` },
    ],
  }),
  'contact.created': words('were added', '', {
    nouns: 'additions',
    objects: [{ property: 'source', named: (name) => say`from ${name}` }],
  }),
  'email.bounced': words('had', 'have', {
    nouns: 'bounces',
    anything: 'an email that bounced',
    objects: [{ ...campaign, named: (name) => say`an email of the campaign ${name} that bounced` }],
  }),
  'email.clicked': words('clicked', 'click', {
    nouns: 'clicks',
    anything: 'a link in an email',
    objects: [{ ...campaign, named: (name) => say`a link in the campaign ${name}` }],
  }),
  'email.complained': words('reported', 'report', {
    nouns: 'complaints',
    anything: 'an email as spam',
    objects: [{ ...campaign, named: (name) => say`the campaign ${name} as spam` }],
  }),
  'email.opened': words('opened', 'open', { nouns: 'opens', anything: 'an email', objects: [campaign] }),
  'email.sent': words('were sent', '', { nouns: 'emails', anything: 'an email', objects: [campaign] }),
  'email.unsubscribed': words('unsubscribed', 'unsubscribe', {
    nouns: 'unsubscribes',
    objects: [{ property: 'topic', named: (name) => say`from ${name}` }],
  }),
  'form.submitted': words('submitted', 'submit', {
    nouns: 'submissions',
    anything: 'a form',
    objects: [{ property: 'form', named: (name) => say`the form ${name}` }],
  }),
  'order.placed': words('ordered', 'order', { nouns: 'orders' }),
  'page.viewed': words('viewed', 'view', {
    nouns: 'page views',
    anything: 'a page',
    objects: [{ property: 'url', named: (name) => say`the page ${name}` }],
  }),
  'segment.entered': words('entered', 'enter', {
    nouns: 'entries',
    anything: 'a segment',
    objects: [{ property: 'segment', named: (name) => say`the segment ${name}` }],
  }),
  'segment.left': words('left', 'leave', {
    nouns: 'departures',
    anything: 'a segment',
    objects: [{ property: 'segment', named: (name) => say`the segment ${name}` }],
  }),
  'survey.answered': words('answered', 'answer', {
    nouns: 'answers',
    anything: 'a survey',
    objects: [{ property: 'survey', named: (name) => say`the survey ${name}` }],
  }),
};

/** How an event is spoken of; one of the users' own is something that people "did". */
export function eventWords(name: string): EventWords {
  const known = Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined;
  return (
    known ?? {
      past: 'did',
      base: 'do',
      nouns: say`${quoted(name)} events`,
      anything: quoted(name),
      objects: [],
    }
  );
}

/** "did not download", "never downloaded", "were never sent". */
export function didNot({ past, base }: EventWords, hasWindow: boolean): string {
  if (past.startsWith('were ')) return past.replace('were', hasWindow ? 'were not' : 'were never');
  return hasWindow ? `did not ${base}` : `never ${past}`;
}
