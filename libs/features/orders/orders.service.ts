import { Injectable } from '@nestjs/common';
import { EventsService, type SystemEvent } from '@features/events';
import { Database } from '@platform/database';
import { notFound } from '@platform/errors';
import { timeCursor, toPage, type Page, type PageRequest } from '@platform/paging';
import { MAX_ORDERS_PER_CALL, type IncomingOrder, type Order, type OrderProblem } from './order';
import { orderEvents } from './order-events';
import { invalidOrder, tooManyOrders } from './orders.errors';
import { OrdersRepository } from './orders.repository';
import { contactReference, findContact, noContact, type KnownContacts } from './order-contact';
import { problem } from './order-problem';
import { hasSameLines, planOrder, saysTheSame, type OrderContent } from './plan-order';

/** The answer for one order of a call, in the order of the call. */
export interface OrderResult {
  index: number;
  status: 'created' | 'updated' | 'unchanged' | 'rejected';
  /** Missing when rejected. */
  orderId?: string;
  /** Only when rejected; its pointer starts at the call: `/orders/3/total`. */
  error?: OrderProblem;
}

export interface OrderQuery extends PageRequest {
  contactId?: string;
  /** Placed at or after. */
  from?: Date;
  /** Placed before. */
  to?: Date;
}

export type OrderChanges = Pick<
  IncomingOrder,
  'placedAt' | 'status' | 'statusChangedAt' | 'currency' | 'total' | 'refunded' | 'cost' | 'lines'
>;

interface Change {
  known: Order | null;
  content: OrderContent;
  changedAt: Date;
}

/** Takes in what contacts bought. An order is known by its number; the shop's word counts, whatever was said before. */
@Injectable()
export class OrdersService {
  constructor(
    private readonly database: Database,
    private readonly orders: OrdersRepository,
    private readonly events: EventsService,
  ) {}

  /**
   * Stores up to 500 orders of one workspace in one transaction. Each is created, updated, found unchanged, or rejected
   * with a reason; a rejected one never holds up the others. A new order is also an `order.placed` event at its time.
   * Contacts are not created: an order does not say where they come from. Throws `order.too-many` above the limit.
   */
  async upsert(
    workspaceId: string,
    incoming: readonly IncomingOrder[],
    now = this.database.clock.estimate(),
  ): Promise<OrderResult[]> {
    if (incoming.length > MAX_ORDERS_PER_CALL) throw tooManyOrders(incoming.length);
    return this.database.transaction(async () => {
      const currency = await this.lockCurrency(workspaceId);
      const contacts = await this.findContacts(workspaceId, incoming);
      const numbers = incoming.map(({ number }) => number);
      const known = new Map(
        (await this.orders.findByNumbers(workspaceId, numbers)).map((order) => [order.number, order]),
      );
      const changes: Change[] = [];
      const results = incoming.map((order, index): OrderResult => {
        const stored = known.get(order.number) ?? null;
        const change =
          numbers.indexOf(order.number) < index
            ? problem(
                'order.repeated',
                '/number',
                'This number stands in the call twice; send each order once.',
              )
            : plan(stored, order, { contacts, currency, now });
        if ('code' in change) return rejected(index, change);
        if (stored && saysTheSame(stored, change.content)) {
          return { index, status: 'unchanged', orderId: stored.id };
        }
        changes.push(change);
        return { index, status: stored ? 'updated' : 'created', orderId: stored?.id };
      });
      const ids = await this.store(workspaceId, changes);
      return results.map((result) =>
        result.status === 'created' ? { ...result, orderId: ids.get(numbers[result.index] ?? '') } : result,
      );
    });
  }

  /** Changes one order; what is left out stays. Throws `order.not-found`, and what is wrong with the change. */
  async update(
    workspaceId: string,
    id: string,
    changes: OrderChanges,
    now = this.database.clock.estimate(),
  ): Promise<Order> {
    return this.database.transaction(async () => {
      const currency = await this.lockCurrency(workspaceId);
      const known = await this.get(workspaceId, id);
      const { number, contactId } = known;
      const content = planOrder(known, { ...changes, number, contactId }, { currency, now });
      if ('code' in content) throw invalidOrder(content);
      if (saysTheSame(known, content)) return known;
      await this.store(workspaceId, [{ known, content, changedAt: changes.statusChangedAt ?? now }]);
      return this.get(workspaceId, id);
    });
  }

  async get(workspaceId: string, id: string): Promise<Order> {
    const order = await this.orders.find(workspaceId, id);
    if (!order) throw notFound('order', id);
    return order;
  }

  /** Newest first. */
  async list(workspaceId: string, query: OrderQuery): Promise<Page<Order>> {
    const rows = await this.orders.list(workspaceId, {
      contactId: query.contactId ?? null,
      from: query.from ?? null,
      to: query.to ?? null,
      before: timeCursor(query),
      limit: query.limit + 1,
    });
    return toPage(rows, query.limit, {
      item: ({ micros: _micros, ...order }): Order => order,
      cursor: (row) => [row.micros, row.id],
    });
  }

  /** Newest first. Throws `contact.not-found`. */
  async listOfContact(workspaceId: string, contactId: string, page: PageRequest): Promise<Page<Order>> {
    if (!(await this.orders.hasContact(workspaceId, contactId))) throw notFound('contact', contactId);
    return this.list(workspaceId, { ...page, contactId });
  }

  private async lockCurrency(workspaceId: string): Promise<string> {
    const currency = await this.orders.lockCurrency(workspaceId);
    if (currency === null) throw notFound('workspace', workspaceId);
    return currency;
  }

  /** Ids of the contacts that the orders name, by id and by the key of their address. */
  private async findContacts(workspaceId: string, orders: readonly IncomingOrder[]): Promise<KnownContacts> {
    const references = orders.map(contactReference);
    const ids = references.flatMap((one) => (one && 'id' in one ? [one.id] : []));
    const emailKeys = references.flatMap((one) => (one && 'emailKey' in one ? [one.emailKey] : []));
    const rows = await this.orders.findContacts(workspaceId, { ids, emailKeys });
    return {
      ids: new Set(rows.map(({ id }) => id)),
      byEmailKey: new Map(rows.map(({ id, emailKey }) => [emailKey, id])),
    };
  }

  /** Writes the orders and what they mean as events; returns the ids of new ones by number. */
  private async store(workspaceId: string, changes: readonly Change[]): Promise<Map<string, string>> {
    const fresh = changes.filter(({ known }) => known === null).map(({ content }) => content);
    const changed = changes.flatMap(({ known, content }) => (known ? [{ ...content, id: known.id }] : []));
    const withNewLines = changes.flatMap(({ known, content }) =>
      known && !hasSameLines(known, content) ? [known.id] : [],
    );
    const ids = await this.orders.insert(workspaceId, fresh);
    await this.orders.update(workspaceId, changed, new Set(withNewLines));
    const events = changes.flatMap(({ known, content, changedAt }): SystemEvent[] =>
      orderEvents(known, content, changedAt),
    );
    await this.events.record(workspaceId, events);
    return ids;
  }
}

function plan(
  known: Order | null,
  incoming: IncomingOrder,
  { contacts, currency, now }: { contacts: KnownContacts; currency: string; now: Date },
): Change | OrderProblem {
  const reference = contactReference(incoming);
  if (reference && 'code' in reference) return reference;
  const contactId = reference ? findContact(reference, contacts) : known?.contactId;
  if (contactId === undefined) return noContact(reference);
  if (known && known.contactId !== contactId) {
    const message = `Order ${known.number} belongs to another contact; an order stays with the one who placed it.`;
    return problem('order.other-contact', reference && 'id' in reference ? '/contactId' : '/email', message);
  }
  const content = planOrder(known, { ...incoming, contactId }, { currency, now });
  return 'code' in content ? content : { known, content, changedAt: incoming.statusChangedAt ?? now };
}

function rejected(index: number, { pointer, ...told }: OrderProblem): OrderResult {
  return { index, status: 'rejected', error: { ...told, pointer: `/orders/${index}${pointer}` } };
}
