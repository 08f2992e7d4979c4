import type { MessageFacts } from './message-facts';

/** One sign that filters count against a message. The rules stand in docs/sending.md. */
export interface SpamNote {
  rule: string;
  /** In plain words, with what was found. */
  note: string;
}

/** Below this much text, a message with images is one that only images speak in. */
const LEAST_TEXT = 120;

/** Anybody can hide behind them, so filters know them. */
const SHORTENERS = new Set([
  'bit.ly',
  'tinyurl.com',
  't.co',
  'goo.gl',
  'ow.ly',
  'is.gd',
  'buff.ly',
  'rebrand.ly',
]);

/** English alone: what spam says in other languages, Tidings does not know. */
const PHRASES = [
  'act now',
  'additional income',
  'cash bonus',
  'double your',
  'earn money',
  'free money',
  'guaranteed winner',
  'limited time only',
  'lowest price',
  'make money',
  'no credit check',
  'no obligation',
  'once in a lifetime',
  'risk-free',
  'this is not spam',
  'urgent response',
  'winner!',
  'you have been selected',
  '100% free',
];

/** Everything that was noticed; empty for a message like any other. */
export function spamNotes(facts: MessageFacts): SpamNote[] {
  const { subject, visibleText, images } = facts;
  const notes: SpamNote[] = [];
  const add = (rule: string, note: string): void => void notes.push({ rule, note });
  if (isShouted(subject)) add('subject-capitals', 'The subject is written in capital letters.');
  if ((subject.match(/!/g) ?? []).length > 1)
    add('subject-exclamation', 'The subject has more than one exclamation mark.');
  if (/!{3,}/.test(visibleText)) add('body-exclamation', 'The message has three exclamation marks in a row.');
  if (/^\s*(re|fwd?|aw|wg)\s*:/i.test(subject))
    add('subject-reply', 'The subject begins as if the message were an answer or were forwarded.');
  if (images.length > 0 && visibleText.length < LEAST_TEXT)
    add('image-only', `The message is hardly more than images: ${visibleText.length} characters of text.`);
  const phrases = PHRASES.filter((phrase) => `${subject} ${visibleText}`.toLowerCase().includes(phrase));
  if (phrases.length > 0)
    add('phrases', `Filters know these words: ${phrases.map((one) => `“${one}”`).join(', ')}.`);
  for (const { rule, note } of facts.links.flatMap((link) => linkNotes(link))) add(rule, note);
  return notes;
}

function linkNotes({ href, label }: { href: string; label: string }): SpamNote[] {
  if (!/^https?:/i.test(href) || !URL.canParse(href)) return [];
  const host = new URL(href).hostname.toLowerCase();
  const notes: SpamNote[] = [];
  const shown = shownDomain(label);
  if (shown !== null && !isSameSite(shown, host))
    notes.push({ rule: 'link-mismatch', note: `A link reads ${shown} and leads to ${host}.` });
  if (SHORTENERS.has(host))
    notes.push({ rule: 'link-shortener', note: `A link hides its target behind ${host}.` });
  if (/^[\d.]+$|^\[/.test(host))
    notes.push({ rule: 'link-address', note: `A link leads to the bare address ${host}.` });
  return notes;
}

function isShouted(subject: string): boolean {
  const letters = subject.match(/\p{L}/gu) ?? [];
  const capitals = letters.filter((letter) => letter !== letter.toLowerCase());
  return letters.length >= 8 && capitals.length / letters.length >= 0.7;
}

/** The domain that a link shows as its text: `www.shop.example/offers`; null when it shows words. */
function shownDomain(label: string): string | null {
  const text = label.trim().toLowerCase();
  if (/\s/.test(text)) return null;
  const match = /^(?:https?:\/\/)?((?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#].*)?$/.exec(text);
  return match?.[1] ?? null;
}

/** One contains the other: `shop.example` and `www.shop.example`. */
function isSameSite(shown: string, host: string): boolean {
  return (
    shown === host ||
    shown.endsWith(`.${host}`) ||
    host.endsWith(`.${shown.replace(/^www\./, '')}`) ||
    host === shown.replace(/^www\./, '')
  );
}
