import { randomUUID } from 'node:crypto';
import { OrdersRepository, OrdersService, type IncomingOrder } from '@features/orders';
import type { Database } from '@platform/database';
import { eventsServiceFor } from './event';

/** The real orders service on a test database, for tests that need no Nest module. */
export function ordersServiceFor(database: Database): OrdersService {
  return new OrdersService(database, new OrdersRepository(database), eventsServiceFor(database));
}

/** An order of 10.00 placed just now, unless told otherwise; returns its id. Throws when it is refused. */
export async function anOrder(
  database: Database,
  workspaceId: string,
  order: Partial<IncomingOrder> & { contactId: string },
): Promise<string> {
  const incoming = { number: randomUUID(), total: 10, ...order };
  const [result] = await ordersServiceFor(database).upsert(workspaceId, [incoming]);
  if (result?.orderId === undefined) throw new Error(JSON.stringify(result));
  return result.orderId;
}
