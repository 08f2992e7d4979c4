import { OrdersService, type IncomingOrder, type OrderLine } from '@features/orders';
import { Dice } from './dice';
import { DAY_MS, later } from './moments';
import type { Person } from './people';
import type { MailTold } from './tell-campaigns';
import type { Telling } from './telling';

/** What the shop sells; the last number is how often it is bought. */
const SHELF: [product: string, name: string, category: string, price: number, weight: number][] = [
  ['huila-250', 'Huila, washed, 250 g', 'Filter', 12.9, 5],
  ['sidama-250', 'Sidama, natural, 250 g', 'Filter', 13.5, 4],
  ['cerrado-1000', 'Cerrado, 1 kg', 'Espresso', 34, 3],
  ['house-1000', 'House espresso, 1 kg', 'Espresso', 29, 4],
  ['decaf-250', 'Decaf Cauca, 250 g', 'Filter', 13.9, 2],
  ['papers-100', 'Filter papers, 100', 'Equipment', 4.5, 2],
  ['dripper', 'Porcelain dripper', 'Equipment', 24, 1],
  ['course', 'Brewing course, an evening', 'Courses', 45, 0.6],
];
const OFFICE: [string, string, string, number, number][] = [
  ['office-5000', 'Office box, 5 kg', 'Office', 138, 6],
  ['office-milk', 'Oat drink, 12 cartons', 'Office', 27.5, 2],
  ['service', 'Machine service', 'Office', 95, 1],
];

/** At most this many orders per call. */
const PER_CALL = 500;

/** What people bought since they came: by habit, and a few days after a mail that they followed. */
export async function tellOrders({ app, actor, people, now }: Telling, mail: MailTold): Promise<void> {
  const clicks = mail.hits.filter((hit) => hit.kind === 'click' && !hit.is_machine);
  const clicksOf = new Map<string, { occurred_at: Date }[]>();
  for (const hit of clicks) clicksOf.set(hit.contact_id, [...(clicksOf.get(hit.contact_id) ?? []), hit]);
  const orders = people.flatMap((person) => {
    const dice = new Dice(`buys ${person.email}`);
    const moments = [...habit(person, dice, now), ...tempted(clicksOf.get(person.id) ?? [], dice)];
    return moments.filter((at) => at < now).map((placedAt) => ({ person, placedAt, dice }));
  });
  orders.sort((one, other) => one.placedAt.getTime() - other.placedAt.getTime());
  const incoming = orders.map(({ person, placedAt, dice }, index) =>
    orderOf(person, { placedAt, dice, number: 20_400 + index }),
  );
  for (let from = 0; from < incoming.length; from += PER_CALL)
    await app.get(OrdersService).upsert(actor.workspaceId, incoming.slice(from, from + PER_CALL), now);
}

/** The shop counted their orders of all times: those of the history are the last of them. */
function habit({ lifetimeOrders, joinedAt, keenness, standing }: Person, dice: Dice, now: Date): Date[] {
  if (standing === 'never' || lifetimeOrders === 0 || dice.chance(0.42)) return [];
  const gap = dice.between(34, 120) / (0.6 + keenness);
  const most = Math.min(lifetimeOrders, 16);
  const moments: Date[] = [];
  // Some stopped buying months ago.
  const end = dice.chance(0.24) ? later(now, -dice.between(90, 260) * DAY_MS) : now;
  let at = later(joinedAt, dice.between(0.2, 130) * DAY_MS);
  while (moments.length < most && at < end) {
    moments.push(at);
    at = later(at, gap * dice.between(0.6, 1.5) * DAY_MS);
  }
  return moments;
}

function tempted(clicks: readonly { occurred_at: Date }[], dice: Dice): Date[] {
  return clicks
    .filter(() => dice.chance(0.16))
    .map(({ occurred_at }) => later(occurred_at, dice.between(0.01, 3.5) * DAY_MS));
}

function orderOf(
  { id, plan }: Person,
  { placedAt, dice, number }: { placedAt: Date; dice: Dice; number: number },
): IncomingOrder {
  const shelf = plan === 'Business' && dice.chance(0.7) ? OFFICE : SHELF;
  const chosen = new Set(
    Array.from({ length: 1 + dice.weighted([5, 3, 1]) }, () =>
      dice.weighted(shelf.map(([, , , , weight]) => weight)),
    ),
  );
  const lines = [...chosen].map((index): OrderLine => {
    const [product, name, category, unitPrice] = shelf[index] ?? SHELF[0]!;
    return { product, name, category, quantity: 1 + dice.weighted([6, 3, 1]), unitPrice };
  });
  const total =
    Math.round(lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0) * 100) / 100;
  const cost = Math.round(total * dice.between(0.48, 0.62) * 100) / 100;
  const isRefunded = dice.chance(0.015);
  return {
    number: `MA-${number}`,
    contactId: id,
    placedAt,
    total,
    cost,
    lines,
    ...(isRefunded ? { status: 'refunded' as const, statusChangedAt: later(placedAt, 1.5 * DAY_MS) } : {}),
  };
}
