import { CONSENT_TEXT } from './form-definitions';
import { Dice } from './dice';
import { DAY_MS, idAt, later, MINUTE_MS } from './moments';
import type { Person } from './people';

/** A row of `form_submissions`. */
export interface SubmissionRow {
  id: string;
  form_id: string;
  version: number;
  status: 'confirmed' | 'accepted' | 'spam';
  score: number;
  reasons: string[];
  channel: 'page' | 'embed';
  language: string;
  contact_id: string | null;
  email: string;
  email_key: string;
  answers: object;
  consents: object[];
  source: object;
  ip: string;
  network: string;
  user_agent: string;
  challenge: string;
  confirmed_at: Date | null;
  confirm_ip: string | null;
  confirm_user_agent: string | null;
  created_at: Date;
}

export interface FormRef {
  id: string;
  name: string;
  slug: string;
}

export const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36';
const REFERRERS = [
  'https://mare-alta.example.com/',
  'https://mare-alta.example.com/journal',
  'https://search.example.net/',
];
const UTM = [
  null,
  null,
  { source: 'instagram', medium: 'social' },
  { source: 'search', medium: 'cpc', campaign: 'office-coffee' },
];

/** How somebody filled in a form who is a contact since then. */
export function signUp(person: Person, form: FormRef, topicId: string): SubmissionRow {
  const dice = new Dice(`form ${person.email}`);
  const language = person.cameBy === 'letter' && person.country === 'PT' ? 'pt' : 'en';
  const ip = `${dice.pick(['192.0.2', '198.51.100', '203.0.113'])}.${dice.whole(1, 254)}`;
  const confirmedAt = later(person.joinedAt, dice.between(1, 40) * MINUTE_MS);
  const utm = dice.pick(UTM);
  const team = ['Up to 5', '6 to 20', 'More than 20'][dice.weighted([5, 4, 2])];
  return {
    ...submissionOf(form, person, person.joinedAt),
    status: 'confirmed',
    channel: dice.chance(0.8) ? 'embed' : 'page',
    language,
    answers: {
      ...(person.firstName ? { first_name: person.firstName } : {}),
      ...(person.cameBy === 'guide' ? { team } : {}),
    },
    consents: [{ topicId, kind: 'checkbox', text: CONSENT_TEXT }],
    source: { ...(utm ? { utm } : {}), referrer: dice.pick(REFERRERS) },
    ip,
    network: `${ip.split('.').slice(0, 3).join('.')}.0/24`,
    confirmed_at: confirmedAt,
    confirm_ip: ip,
    confirm_user_agent: BROWSER,
  };
}

/** An answer to the survey. */
export function surveyAnswer(
  person: Person,
  form: FormRef,
  { at, score }: { at: Date; score: number },
): SubmissionRow {
  const dice = new Dice(`why ${person.email}`);
  const why = dice.chance(0.4) ? dice.pick(score >= 9 ? GLAD : score >= 7 ? FAIR : SORRY) : null;
  return {
    ...submissionOf(form, person, at),
    status: 'accepted',
    answers: { score, ...(why ? { why } : {}) },
  };
}

/** What bots left behind: counted, and never acted on. */
export function spam(form: FormRef, now: Date): SubmissionRow[] {
  return Array.from({ length: 23 }, (_, index) => {
    const dice = new Dice(`spam ${form.name} ${index}`);
    // Spam is forgotten after 30 days.
    const at = later(now, -dice.between(0.2, 26) * DAY_MS);
    const email = `win-${dice.whole(1000, 9999)}@spam.example.org`;
    return {
      ...submissionOf(form, { id: null, email }, at),
      status: 'spam',
      score: 90,
      reasons: dice.chance(0.6)
        ? ['unsigned', 'too-fast', 'links-in-names']
        : ['unsigned', 'disposable-domain', 'links-in-names'],
    };
  });
}

function submissionOf(form: FormRef, who: { id: string | null; email: string }, at: Date): SubmissionRow {
  const dice = new Dice(`post ${who.email} ${form.name}`);
  const net = dice.pick(['192.0.2', '198.51.100', '203.0.113']);
  const id = idAt(at);
  return {
    id,
    form_id: form.id,
    version: 1,
    status: 'accepted',
    score: dice.whole(0, 12),
    reasons: [],
    channel: 'page',
    language: 'en',
    contact_id: who.id,
    email: who.email,
    email_key: who.email.toLowerCase(),
    answers: {},
    consents: [],
    source: { referrer: 'https://mare-alta.example.com/' },
    ip: `${net}.${dice.whole(1, 254)}`,
    network: `${net}.0/24`,
    user_agent: BROWSER,
    challenge: id,
    confirmed_at: null,
    confirm_ip: null,
    confirm_user_agent: null,
    created_at: at,
  };
}

const GLAD = [
  'Always fresh, and somebody answers.',
  'The Huila. And the letters.',
  'You print what you pay the growers.',
  'It simply tastes better.',
];
const FAIR = [
  'Good coffee, but shipping to the islands is slow.',
  'Would love smaller bags.',
  'Fine for the office.',
];
const SORRY = [
  'The last two bags were too dark for me.',
  'Too expensive for every day.',
  'My delivery came twice.',
];
