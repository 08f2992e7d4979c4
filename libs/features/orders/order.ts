export const ORDER_STATUSES = ['placed', 'cancelled', 'refunded'] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

/** At most this many orders per call, and lines per order. */
export const MAX_ORDERS_PER_CALL = 500;
export const MAX_LINES = 200;
/** No amount of an order is larger. */
export const MAX_AMOUNT = 1_000_000_000;
export const MAX_QUANTITY = 1_000_000;

export interface OrderLine {
  /** The shop's id of the product. */
  product: string;
  name: string;
  category: string | null;
  /** Above 0, at most three decimals. */
  quantity: number;
  /** At most four decimals. */
  unitPrice: number;
}

/** What a contact bought. Amounts are in the workspace's currency. */
export interface Order {
  id: string;
  contactId: string;
  /** The shop's id of the order, unique in the workspace. */
  number: string;
  placedAt: Date;
  status: OrderStatus;
  currency: string;
  total: number;
  /** What was paid back of the total, in sum. The revenue of an order is total less refunded, and nothing when cancelled. */
  refunded: number;
  /** What the order cost the shop; null when it does not say. */
  cost: number | null;
  lines: OrderLine[];
  createdAt: Date;
  updatedAt: Date;
}

/** An order as a shop reports it. What is left out stays as it is on an order that is known already. */
export interface IncomingOrder {
  number: string;
  /** A new order names its contact by either of the two. */
  contactId?: string;
  email?: string;
  /** Default for a new order: now. */
  placedAt?: Date;
  /** Default for a new order: placed. */
  status?: OrderStatus;
  /** When it was cancelled or refunded: the time of that event. Default: now. */
  statusChangedAt?: Date;
  /** Must be the workspace's. */
  currency?: string;
  /** Default: the sum of the lines given. */
  total?: number;
  /** Default: all of the total once the status is refunded. */
  refunded?: number;
  cost?: number | null;
  lines?: OrderLine[];
}

/** Why one order was refused. */
export interface OrderProblem {
  code: string;
  /** JSON pointer from the order. */
  pointer: string;
  message: string;
}
