import { Dice } from './dice';
import { idAt, later, MINUTE_MS } from './moments';
import type { Person } from './people';

/** A row of `tracking_hits`. */
export interface HitRow {
  id: string;
  campaign_id: string | null;
  delivery_id: string;
  contact_id: string;
  kind: 'open' | 'click';
  link_position: number | null;
  occurred_at: Date;
  is_machine: boolean;
  reasons: string[];
  user_agent: string;
  ip: string;
}

/** What a person did, as the event that rules and computed values ask about. */
export function readingEvents(
  hits: readonly HitRow[],
  origin: Record<string, unknown>,
  urls: readonly string[],
) {
  return hits
    .filter((hit) => !hit.is_machine)
    .map((hit) => {
      const about = { ...origin, delivery: hit.delivery_id };
      const link = hit.link_position;
      return {
        contactId: hit.contact_id,
        name: link === null ? 'email.opened' : 'email.clicked',
        properties: link === null ? about : { ...about, link, url: urls[link] ?? '' },
        occurredAt: hit.occurred_at,
      };
    });
}

/** A message that arrived. */
export interface Arrived {
  deliveryId: string;
  campaignId: string | null;
  /** Of the email: whoever reads it reads it the same way whenever the demo is made. */
  name: string;
  at: Date;
  /** How likely a glad reader opens it, and then clicks. */
  opens: number;
  clicks: number;
  /** How clicks share out over its links, all of them. */
  links: readonly number[];
  /** Nothing is known of what comes after. */
  now: Date;
}

const SCREENS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
  'Mozilla/5.0 (Linux; Android 15; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36 Microsoft Outlook 16.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Thunderbird/128.5',
];
const BROWSERS = [SCREENS[0], SCREENS[1], SCREENS[1], SCREENS[4], SCREENS[4], SCREENS[5]] as string[];
const SCREEN_WEIGHTS = [5, 2, 5, 2, 2, 1];

/** Where somebody reads: the same client and the same line each time. Addresses are of the blocks for documentation (RFC 5737). */
function placeOf({ email }: Person): {
  screen: number;
  ip: string;
  isPrefetched: boolean;
  isScanned: boolean;
} {
  const dice = new Dice(`place ${email}`);
  const ip = `${dice.pick(['192.0.2', '198.51.100', '203.0.113'])}.${dice.whole(1, 254)}`;
  const screen = dice.weighted(SCREEN_WEIGHTS);
  return {
    screen,
    ip,
    isPrefetched: screen === 0 && dice.chance(0.5),
    isScanned: screen === 3 && dice.chance(0.12),
  };
}

/** What a contact who agreed to tracking, and the machines in between, do with a message. */
export function hitsOf(person: Person, mail: Arrived): HitRow[] {
  const dice = new Dice(`reads ${person.email} ${mail.name}`);
  const place = placeOf(person);
  const hits: HitRow[] = [];
  const add = (
    hit: Pick<HitRow, 'kind' | 'occurred_at' | 'is_machine' | 'reasons' | 'user_agent'>,
    link?: number,
  ): void => {
    if (hit.occurred_at >= mail.now) return;
    hits.push({
      ...hit,
      id: idAt(hit.occurred_at),
      campaign_id: mail.campaignId,
      delivery_id: mail.deliveryId,
      contact_id: person.id,
      link_position: link ?? null,
      ip: place.ip,
    });
  };
  const machine = (seconds: number, reasons: string[], link?: number): void => {
    const kind = link === undefined ? 'open' : 'click';
    const user_agent = reasons.includes('prefetch') ? 'Mozilla/5.0' : 'BarracudaCentral/1.0';
    add({ kind, occurred_at: later(mail.at, seconds * 1000), is_machine: true, reasons, user_agent }, link);
  };
  if (place.isPrefetched) machine(dice.between(20, 1800), ['prefetch', 'agent']);
  if (place.isScanned)
    mail.links.forEach((_, link) => machine(3 + link * 0.4, link < 2 ? ['agent'] : ['burst', 'agent'], link));
  read(person, mail, { dice, screen: place.screen, add });
  return hits;
}

interface Reading {
  dice: Dice;
  screen: number;
  add: (
    hit: Pick<HitRow, 'kind' | 'occurred_at' | 'is_machine' | 'reasons' | 'user_agent'>,
    link?: number,
  ) => void;
}

function read(person: Person, mail: Arrived, { dice, screen, add }: Reading): void {
  if (!dice.chance(mail.opens * person.keenness ** 0.75)) return;
  let at = later(mail.at, dice.minutes(150) * MINUTE_MS);
  const seen = { is_machine: false, reasons: [] };
  const times = 1 + dice.weighted([6, 3, 1]);
  for (let time = 0; time < times; time += 1) {
    add({ ...seen, kind: 'open', occurred_at: at, user_agent: SCREENS[screen] ?? '' });
    if (time < times - 1) at = later(at, dice.minutes(400) * MINUTE_MS);
  }
  if (!dice.chance(mail.clicks * (0.55 + 0.75 * person.keenness))) return;
  const clicks = 1 + dice.weighted([7, 2, 1]);
  for (let click = 0; click < clicks; click += 1) {
    at = later(at, dice.between(5, 95) * 1000);
    add(
      { ...seen, kind: 'click', occurred_at: at, user_agent: BROWSERS[screen] ?? '' },
      dice.weighted(mail.links),
    );
  }
}
