import type { TFunction } from 'i18next';
import type { DeliveryStatus, TimelineItem } from '../api/models';
import { words } from '../ui/format';
import { formatMoney } from '../ui/format-number';
import { addedBy } from './source-words';

export type Translate = TFunction<['contacts', 'campaigns']>;

/** Of the product's own events: what only machines need, or what the title says already. */
const MACHINE_KEYS = new Set([
  ...[
    'campaign',
    'delivery',
    'link',
    'form',
    'slug',
    'version',
    'language',
    'asset',
    'key',
    'survey',
    'segment',
  ],
  ...['utm_source', 'utm_medium', 'utm_campaign', 'utm_term', 'utm_content'],
]);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isShown(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

/** With a capital first letter. */
function sentence(value: string): string {
  return value.charAt(0).toUpperCase() + value.slice(1);
}

function isOurs(name: string, t: Translate): boolean {
  return t(`contacts:timeline.events.${name}` as 'timeline.none', { defaultValue: '' }) !== '';
}

export function titleOf({ kind, title, details }: TimelineItem, t: Translate): string {
  if (kind === 'delivery')
    return t('timeline.delivery', {
      state: t(`campaigns:delivery.${title as DeliveryStatus}`).toLowerCase(),
      name: text(details.campaign) || text(details.template) || t('timeline.message'),
    });
  if (kind === 'note') return t('timeline.note', { name: text(details.authorName) });
  return t(`contacts:timeline.events.${title}` as 'timeline.none', { defaultValue: sentence(words(title)) });
}

export function detailOf({ kind, title, details }: TimelineItem, t: Translate): string {
  if (kind === 'note') return text(details.body);
  if (kind === 'delivery') return text(details.reason);
  if (typeof details.field === 'string') {
    return `${words(details.field)}: ${[details.from, details.to].filter(isShown).map(String).join(' → ')}`;
  }
  if (!isOurs(title, t)) return told(Object.entries(details));
  if (title === 'contact.created') return addedBy(text(details.source), t);
  if (title === 'email.clicked') return text(details.url);
  if (title.startsWith('order.') && typeof details.total === 'number' && text(details.currency))
    return [text(details.number), formatMoney(details.total, text(details.currency))]
      .filter(Boolean)
      .join(' · ');
  const { name, ...rest } = details;
  return [text(name), told(Object.entries(rest).filter(([key]) => !MACHINE_KEYS.has(key)))]
    .filter(Boolean)
    .join(' · ');
}

function told(properties: [string, unknown][]): string {
  return properties
    .filter(([, value]) => isShown(value) && !UUID.test(String(value)))
    .map(([key, value]) => `${words(key)}: ${String(value)}`)
    .join(' · ');
}

/** The items of each day together, in their order. */
export function byDay<Item extends { occurredAt: string }>(
  items: readonly Item[],
  dayOf: (time: string) => string,
): { day: string; items: Item[] }[] {
  const days: { day: string; items: Item[] }[] = [];
  for (const item of items) {
    const day = dayOf(item.occurredAt);
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}
