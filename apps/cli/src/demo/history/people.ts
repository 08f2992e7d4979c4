import { Dice } from './dice';
import { daysBefore, later, MINUTE_MS } from './moments';

/** A contact as the import left it. */
export interface KnownContact {
  id: string;
  email: string;
  firstName: string | null;
  country: string | null;
  plan: string | null;
  lifetimeOrders: number;
  timeZone: string | null;
  /** `cleaned`: mail to them bounced for good. `never`: they were never asked. */
  standing: 'subscribed' | 'unsubscribed' | 'cleaned' | 'never';
  isTracked: boolean;
  /** When they left, or were found to bounce, as the export says. */
  leftAt: Date | null;
  optedInAt: Date | null;
}

export type Leaving = 'unsubscribed' | 'complained' | 'refused' | 'bounced';

/** A contact with a past. */
export interface Person extends KnownContact {
  joinedAt: Date;
  /** How the contact came: with the list that the workspace began with, or by one of its two forms. */
  cameBy: 'import' | 'letter' | 'guide';
  /** How a campaign of the history will end it; null for all who stay, or had left before. */
  leaves: Leaving | null;
  /** How gladly mail is read, 0 to 1. */
  keenness: number;
}

/** The workspace began so many days ago, with a list. */
export const BEGAN_DAYS_AGO = 392;
/** Since then the guide and its form are there. */
export const GUIDE_DAYS_AGO = 168;

/** Sunday first: people sign up at work. */
const WEEKDAYS = [0.5, 1.1, 1.25, 1.2, 1.05, 0.9, 0.55];
/** By hour of the day: nobody at night, most before noon and in the evening. */
const HOURS = [1, 0, 0, 0, 0, 0, 1, 3, 6, 9, 10, 9, 7, 7, 8, 8, 7, 6, 6, 7, 8, 8, 5, 2];

/** What became of everybody since the workspace began. The same contacts get the same past, counted back from `now`. */
export function peopleWithPast(contacts: readonly KnownContact[], now: Date): Person[] {
  const began = daysBefore(now, BEGAN_DAYS_AGO);
  const people = contacts.map((contact) => asFounder(contact, began));
  const newcomers = people.filter(({ cameBy }) => cameBy !== 'import');
  const order = new Map(newcomers.map(({ email }) => [email, new Dice(`order ${email}`).roll()]));
  // Those who are to leave again came early enough for it.
  const rank = ({ email, leaves }: Person): number => (order.get(email) ?? 0) * (leaves ? 0.55 : 1);
  newcomers.sort((one, other) => rank(one) - rank(other));
  const days = growth(now);
  newcomers.forEach((person, index) => {
    const dice = new Dice(`joins ${person.email}`);
    person.joinedAt = momentAt(days, (index + dice.roll()) / newcomers.length, dice);
    const knowsGuide = person.joinedAt > daysBefore(now, GUIDE_DAYS_AGO);
    const wantsIt = person.joinedAt > daysBefore(now, 17) ? 0.72 : 0.46;
    person.cameBy = knowsGuide && dice.chance(wantsIt) ? 'guide' : 'letter';
  });
  return people;
}

function asFounder(contact: KnownContact, began: Date): Person {
  const dice = new Dice(`past ${contact.email}`);
  const { standing, optedInAt } = contact;
  const leaves = leavingOf(contact, began, dice);
  const canBeFounder = optedInAt === null || optedInAt < began;
  const hadLeft = (standing === 'unsubscribed' || standing === 'cleaned') && leaves === null;
  const isFounder = standing === 'never' || hadLeft || (canBeFounder && dice.chance(0.46));
  const keenness = [dice.between(0.02, 0.2), dice.between(0.25, 0.6), dice.between(0.7, 1)][
    dice.weighted([0.34, 0.44, 0.22])
  ] as number;
  // The whole list came in within minutes.
  const joinedAt = later(began, dice.between(0, 2 * MINUTE_MS));
  return { ...contact, joinedAt, cameBy: isFounder ? 'import' : 'letter', leaves, keenness };
}

function leavingOf({ standing, leftAt }: KnownContact, began: Date, dice: Dice): Leaving | null {
  const isDue = dice.chance(0.16) || (leftAt !== null && leftAt > began);
  if (!isDue) return null;
  if (standing === 'unsubscribed') return dice.chance(0.12) ? 'complained' : 'unsubscribed';
  if (standing === 'cleaned') return dice.chance(0.7) ? 'refused' : 'bounced';
  return null;
}

interface Day {
  start: Date;
  weight: number;
}

/** More and more, fewer at weekends and in August, and a fair now and then. */
function growth(now: Date): Day[] {
  return Array.from({ length: BEGAN_DAYS_AGO - 2 }, (_, index) => {
    const start = daysBefore(now, BEGAN_DAYS_AGO - 2 - index);
    start.setUTCHours(0, 0, 0, 0);
    const dice = new Dice(`day ${index}`);
    const trend = 0.4 + 1.5 * (index / BEGAN_DAYS_AGO) ** 1.2;
    // The autumn fair, where the guide was handed round.
    const isFair = BEGAN_DAYS_AGO - index < 17;
    const season = start.getUTCMonth() === 7 ? 0.7 : 1;
    const fair = isFair ? 1.5 : dice.chance(0.02) ? dice.between(2.2, 3.4) : 1;
    return {
      start,
      weight: trend * season * fair * (WEEKDAYS[start.getUTCDay()] ?? 1) * dice.between(0.6, 1.4),
    };
  });
}

function momentAt(days: readonly Day[], share: number, dice: Dice): Date {
  let rest = share * days.reduce((sum, { weight }) => sum + weight, 0);
  // The last of the days is yesterday: whoever came is never ahead of the clock.
  const day = days.find(({ weight }) => (rest -= weight) < 0) ?? days[days.length - 1];
  const start = day?.start ?? new Date(0);
  return later(start, (dice.weighted(HOURS) * 60 + dice.between(0, 60)) * MINUTE_MS);
}
