import { decimalsOf, fits, sumOfLines } from './amounts';
import { MAX_AMOUNT, type IncomingOrder, type Order, type OrderLine, type OrderProblem } from './order';
import { problem } from './order-problem';

/** What an order says once it is stored; its id and times of storage come from the database. */
export type OrderContent = Omit<Order, 'id' | 'createdAt' | 'updatedAt'>;

export interface OrderContext {
  /** The workspace's currency. */
  currency: string;
  now: Date;
}

const MAX_AHEAD_MS = 10 * 60_000;
/** Before this no clock was right. */
const EARLIEST = Date.UTC(1900, 0, 1);

/**
 * What the order says after `incoming`, or why that cannot be. `known` is the order as stored; null: it is new, and
 * `contactId` is whose it is. No I/O.
 */
export function planOrder(
  known: Order | null,
  incoming: IncomingOrder & { contactId: string },
  { currency, now }: OrderContext,
): OrderContent | OrderProblem {
  const wrong =
    currencyProblem(incoming.currency, currency) ??
    timeProblem(incoming.placedAt, '/placedAt', now) ??
    timeProblem(incoming.statusChangedAt, '/statusChangedAt', now);
  if (wrong) return wrong;
  const lines = incoming.lines ?? known?.lines ?? [];
  const total = totalOf(known, incoming, decimalsOf(currency));
  if (total === undefined) {
    return problem('order.total-required', '/total', 'total is required where no lines are given to sum up.');
  }
  const status = incoming.status ?? known?.status ?? 'placed';
  const becameRefunded = status === 'refunded' && known?.status !== 'refunded';
  const content: OrderContent = {
    contactId: incoming.contactId,
    number: incoming.number,
    placedAt: incoming.placedAt ?? known?.placedAt ?? now,
    status,
    currency,
    total,
    refunded: incoming.refunded ?? (becameRefunded ? total : (known?.refunded ?? 0)),
    cost: incoming.cost === undefined ? (known?.cost ?? null) : incoming.cost,
    lines,
  };
  return amountProblem(content) ?? content;
}

/** Whether the shop said nothing new. */
export function saysTheSame(known: Order, content: OrderContent): boolean {
  const { id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...stored } = known;
  return JSON.stringify(inOrder(stored)) === JSON.stringify(inOrder(content));
}

export function hasSameLines(known: Order, content: OrderContent): boolean {
  return JSON.stringify(known.lines.map(lineInOrder)) === JSON.stringify(content.lines.map(lineInOrder));
}

function inOrder(content: OrderContent): unknown[] {
  const { contactId, number, placedAt, status, currency, total, refunded, cost, lines } = content;
  return [
    contactId,
    number,
    placedAt.getTime(),
    status,
    currency,
    total,
    refunded,
    cost,
    lines.map(lineInOrder),
  ];
}

function lineInOrder({ product, name, category, quantity, unitPrice }: OrderLine): unknown[] {
  return [product, name, category, quantity, unitPrice];
}

function totalOf(known: Order | null, incoming: IncomingOrder, decimals: number): number | undefined {
  if (incoming.total !== undefined) return incoming.total;
  if (incoming.lines !== undefined && incoming.lines.length > 0) return sumOfLines(incoming.lines, decimals);
  return known?.total;
}

function currencyProblem(given: string | undefined, currency: string): OrderProblem | undefined {
  if (given === undefined || given === currency) return undefined;
  return problem(
    'order.other-currency',
    '/currency',
    `Orders of this workspace are in ${currency}; convert the amounts, or leave currency out.`,
  );
}

function timeProblem(at: Date | undefined, pointer: string, now: Date): OrderProblem | undefined {
  if (at === undefined) return undefined;
  const name = pointer.slice(1);
  if (Number.isNaN(at.getTime()) || at.getTime() < EARLIEST) {
    return problem('order.invalid-time', pointer, `${name} is not a date-time of 1900 or later.`);
  }
  if (at.getTime() <= now.getTime() + MAX_AHEAD_MS) return undefined;
  return problem(
    'order.in-the-future',
    pointer,
    `${name} is more than ten minutes ahead; check the shop's clock.`,
  );
}

function amountProblem({ currency, total, refunded, cost }: OrderContent): OrderProblem | undefined {
  const decimals = decimalsOf(currency);
  for (const [name, amount] of Object.entries({ total, refunded, cost: cost ?? 0 })) {
    if (!(amount >= 0 && amount <= MAX_AMOUNT && fits(amount, decimals))) {
      return problem(
        'order.invalid-amount',
        `/${name}`,
        `${name} must be from 0 to ${MAX_AMOUNT} with at most ${decimals} decimals, as amounts in ${currency} are.`,
      );
    }
  }
  if (refunded <= total) return undefined;
  return problem(
    'order.refunded-too-much',
    '/refunded',
    `refunded (${refunded}) is more than the total (${total}).`,
  );
}
