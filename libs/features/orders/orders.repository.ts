import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import type { Order, OrderLine } from './order';
import type { OrderContent } from './plan-order';

export interface OrderFilter {
  contactId: string | null;
  /** Placed at or after. */
  from: Date | null;
  /** Placed before. */
  to: Date | null;
  /** Time (microseconds since 1970) and id of the last row seen. */
  before: { micros: number; id: string } | null;
  limit: number;
}

const COLUMNS = `o.id, o.contact_id AS "contactId", o.number, o.placed_at AS "placedAt", o.status, o.currency, o.total, o.refunded,
  o.cost, o.created_at AS "createdAt", o.updated_at AS "updatedAt",
  (SELECT coalesce(json_agg(json_build_object('product', l.product, 'name', l.name, 'category', l.category,
     'quantity', l.quantity, 'unitPrice', l.unit_price) ORDER BY l.position), '[]')
   FROM order_lines l WHERE l.workspace_id = o.workspace_id AND l.order_id = o.id) AS lines`;

const INPUT = `json_to_recordset($2::json) AS i(id uuid, "contactId" uuid, number text, "placedAt" timestamptz, status text,
  currency text, total numeric, refunded numeric, cost numeric, lines json)`;

const INSERT_LINES = `
  INSERT INTO order_lines (workspace_id, order_id, position, product, name, category, quantity, unit_price)
  SELECT $1, o.id, l.position - 1, l.line ->> 'product', l.line ->> 'name', l.line ->> 'category',
    (l.line ->> 'quantity')::numeric, (l.line ->> 'unitPrice')::numeric
  FROM ${INPUT} JOIN orders o ON o.workspace_id = $1 AND o.number = i.number
  CROSS JOIN json_array_elements(i.lines) WITH ORDINALITY AS l(line, position)`;

/** All SQL on `orders` and `order_lines`. */
@Injectable()
export class OrdersRepository {
  constructor(private readonly database: Database) {}

  /**
   * The workspace's currency. Holds the workspace until the end of the transaction: one batch of orders at a time decides
   * which numbers are new, and nobody changes the currency meanwhile. Inserts of contacts are not held up.
   */
  async lockCurrency(workspaceId: string): Promise<string | null> {
    const sql = 'SELECT currency FROM workspaces WHERE id = $1 FOR NO KEY UPDATE';
    return (await this.database.queryOne<{ currency: string }>(sql, [workspaceId]))?.currency ?? null;
  }

  /** Those of the contacts that exist, locked against being erased before the order is stored. */
  async findContacts(
    workspaceId: string,
    { ids, emailKeys }: { ids: readonly string[]; emailKeys: readonly string[] },
  ): Promise<{ id: string; emailKey: string }[]> {
    return this.database.query<{ id: string; emailKey: string }>(
      `SELECT c.id, c.email_key AS "emailKey" FROM contacts c
       WHERE c.workspace_id = $1 AND (c.id = ANY($2::uuid[]) OR c.email_key = ANY($3::text[])) FOR KEY SHARE`,
      [workspaceId, ids, emailKeys],
    );
  }

  async hasContact(workspaceId: string, contactId: string): Promise<boolean> {
    const sql = 'SELECT 1 AS one FROM contacts WHERE workspace_id = $1 AND id = $2';
    return (await this.database.queryOne(sql, [workspaceId, contactId])) !== null;
  }

  async findByNumbers(workspaceId: string, numbers: readonly string[]): Promise<Order[]> {
    const where = 'o.workspace_id = $1 AND o.number = ANY($2::text[])';
    return this.database.query<Order>(`SELECT ${COLUMNS} FROM orders o WHERE ${where}`, [
      workspaceId,
      numbers,
    ]);
  }

  async find(workspaceId: string, id: string): Promise<Order | null> {
    const where = 'o.workspace_id = $1 AND o.id = $2';
    return this.database.queryOne<Order>(`SELECT ${COLUMNS} FROM orders o WHERE ${where}`, [workspaceId, id]);
  }

  /** Ids by number. */
  async insert(workspaceId: string, orders: readonly OrderContent[]): Promise<Map<string, string>> {
    if (orders.length === 0) return new Map();
    const input = [workspaceId, JSON.stringify(orders)];
    const rows = await this.database.query<{ id: string; number: string }>(
      `INSERT INTO orders (workspace_id, contact_id, number, placed_at, status, currency, total, refunded, cost)
       SELECT $1, i."contactId", i.number, i."placedAt", i.status, i.currency, i.total, i.refunded, i.cost FROM ${INPUT}
       RETURNING id, number`,
      input,
    );
    await this.database.execute(INSERT_LINES, input);
    return new Map(rows.map(({ id, number }) => [number, id]));
  }

  /** Everything but contact and number, which never change; `lines` only of those in `withNewLines`. */
  async update(
    workspaceId: string,
    orders: readonly (OrderContent & { id: string })[],
    withNewLines: ReadonlySet<string>,
  ): Promise<void> {
    if (orders.length === 0) return;
    await this.database.execute(
      `UPDATE orders o SET placed_at = i."placedAt", status = i.status, currency = i.currency, total = i.total,
         refunded = i.refunded, cost = i.cost, updated_at = now()
       FROM ${INPUT} WHERE o.workspace_id = $1 AND o.id = i.id`,
      [workspaceId, JSON.stringify(orders)],
    );
    const changed = orders.filter(({ id }) => withNewLines.has(id));
    if (changed.length === 0) return;
    await this.database.execute(
      'DELETE FROM order_lines WHERE workspace_id = $1 AND order_id = ANY($2::uuid[])',
      [workspaceId, changed.map(({ id }) => id)],
    );
    await this.database.execute(INSERT_LINES, [workspaceId, JSON.stringify(changed)]);
  }

  /** Newest first. */
  async list(workspaceId: string, filter: OrderFilter): Promise<(Order & { micros: number })[]> {
    return this.database.query<Order & { micros: number; lines: OrderLine[] }>(
      `SELECT ${COLUMNS}, (extract(epoch FROM o.placed_at) * 1000000)::bigint AS micros
       FROM orders o
       WHERE o.workspace_id = $1 AND ($2::uuid IS NULL OR o.contact_id = $2)
         AND ($3::timestamptz IS NULL OR o.placed_at >= $3) AND ($4::timestamptz IS NULL OR o.placed_at < $4)
         AND ($5::bigint IS NULL OR (o.placed_at, o.id) < ('epoch'::timestamptz + $5::bigint * interval '1 microsecond', $6::uuid))
       ORDER BY o.placed_at DESC, o.id DESC LIMIT $7`,
      [
        workspaceId,
        filter.contactId,
        filter.from,
        filter.to,
        filter.before?.micros ?? null,
        filter.before?.id ?? null,
        filter.limit,
      ],
    );
  }
}
