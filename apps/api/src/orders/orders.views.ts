import type { Order, OrderLine, OrderResult, OrderStatus } from '@features/orders';
import { PageOf } from '../http';

/** Why one order was refused. */
export class OrderErrorView {
  /** Stable and machine-readable. */
  code!: string;
  /** JSON pointer into the body: `/orders/3/total`. */
  pointer!: string;
  /** What is wrong, and what to do. */
  message!: string;
}

/** The answer for one order. */
export class OrderResultView {
  /** Place of the order in the call, from 0. */
  index!: number;
  /** `unchanged`: it was known and says nothing new. */
  status!: 'created' | 'updated' | 'unchanged' | 'rejected';
  /** Id of the order, unless it was rejected. */
  orderId?: string;
  /** Only when it was rejected. */
  error?: OrderErrorView;
}

/** The answers for a call, in its order. */
export class UpsertOrdersView {
  /** One per order. */
  results!: OrderResultView[];
}

/** One product in an order. */
export class OrderLineView {
  /** The shop's id of the product. */
  product!: string;
  /** Its name. */
  name!: string;
  /** Null: none given. */
  category!: string | null;
  /** How many. */
  quantity!: number;
  /** Price of one. */
  unitPrice!: number;
}

/** What a contact bought. */
export class OrderView {
  /** Id of the order. */
  id!: string;
  /** Id of the contact. */
  contactId!: string;
  /** The shop's id of the order. */
  number!: string;
  /** When it was placed. */
  placedAt!: string;
  /** Cancelled orders do not count anywhere; refunded ones count with what was not paid back. */
  status!: OrderStatus;
  /** ISO 4217. */
  currency!: string;
  /** What the contact paid. */
  total!: number;
  /** What was paid back of it. */
  refunded!: number;
  /** What the order cost the shop; null: unknown. */
  cost!: number | null;
  /** In the order in which they were given. */
  lines!: OrderLineView[];
  /** When it was stored first. */
  createdAt!: string;
  /** When it was last changed. */
  updatedAt!: string;
}

export class OrderPageView extends PageOf(OrderView) {}

export function toOrderResultView(result: OrderResult): OrderResultView {
  return result;
}

export function toOrderView(order: Order): OrderView {
  return {
    id: order.id,
    contactId: order.contactId,
    number: order.number,
    placedAt: order.placedAt.toISOString(),
    status: order.status,
    currency: order.currency,
    total: order.total,
    refunded: order.refunded,
    cost: order.cost,
    lines: order.lines.map(toOrderLineView),
    createdAt: order.createdAt.toISOString(),
    updatedAt: order.updatedAt.toISOString(),
  };
}

function toOrderLineView({ product, name, category, quantity, unitPrice }: OrderLine): OrderLineView {
  return { product, name, category, quantity, unitPrice };
}
