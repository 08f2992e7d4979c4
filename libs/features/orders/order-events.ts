import type { SystemEvent } from '@features/events';
import type { Order } from './order';
import type { OrderContent } from './plan-order';

/**
 * The events that a change of an order means: `order.placed` once at `placedAt`, `order.cancelled` when it becomes
 * cancelled, `order.refunded` whenever more was paid back. Other changes are corrections and no events.
 */
export function orderEvents(known: Order | null, content: OrderContent, changedAt: Date): SystemEvent[] {
  const events: SystemEvent[] = [];
  const { contactId, number, total, currency, refunded } = content;
  const about = { number, total, currency };
  if (!known) {
    events.push({
      contactId,
      name: 'order.placed',
      properties: { ...about, ...contents(content) },
      occurredAt: content.placedAt,
    });
  }
  if (content.status === 'cancelled' && known?.status !== 'cancelled') {
    events.push({ contactId, name: 'order.cancelled', properties: about, occurredAt: changedAt });
  }
  const amount = Math.round((refunded - (known?.refunded ?? 0)) * 1e4) / 1e4;
  if (amount > 0) {
    const properties = { ...about, refunded, amount };
    events.push({ contactId, name: 'order.refunded', properties, occurredAt: changedAt });
  }
  return events;
}

/** What was bought: how many things, and of which products and categories, each once. */
function contents({ lines }: OrderContent): { items: number; products: string[]; categories: string[] } {
  const items = Math.round(lines.reduce((sum, line) => sum + line.quantity, 0) * 1000) / 1000;
  return {
    items,
    products: [...new Set(lines.map(({ product }) => product))],
    categories: [...new Set(lines.flatMap(({ category }) => category ?? []))],
  };
}
