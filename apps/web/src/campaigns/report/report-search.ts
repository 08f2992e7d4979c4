import type { components, paths } from '../../api/schema.gen';
import type { DeliveryStatus } from '../../api/models';
import { DELIVERY_STATES } from '../delivery-states';

export type Recipient = components['schemas']['RecipientView'];
type Query = NonNullable<paths['/api/v1/campaigns/{id}/report/recipients']['get']['parameters']['query']>;
export type RecipientPart = NonNullable<Query['part']>;
export type VariantKey = NonNullable<Query['variant']>;

/** In the order of the list to choose from. */
export const PARTS = [
  'sent',
  'delivered',
  'opened',
  'not-opened',
  'machine-opened',
  'clicked',
  'not-clicked',
  'unsubscribed',
  'complained',
  'bounced',
  'bounced-hard',
  'bounced-soft',
  'bounced-block',
] as const satisfies readonly RecipientPart[];

/** Which recipients a campaign's page lists, as it stands in the address. */
export interface RecipientSearch {
  part?: RecipientPart;
  status?: DeliveryStatus;
  /** Position of a link that was clicked. */
  link?: number;
  variant?: VariantKey;
  domain?: string;
}

const VARIANTS = ['a', 'b', 'c', 'd'] as const;

export function readRecipientSearch(search: Record<string, unknown>): RecipientSearch {
  const part = PARTS.find((one) => one === search.part);
  const status = DELIVERY_STATES.find((one) => one.status === search.status)?.status;
  const { link, domain } = search;
  const variant = VARIANTS.find((one) => one === search.variant);
  return {
    ...(part ? { part } : {}),
    ...(status ? { status } : {}),
    ...(typeof link === 'number' && Number.isInteger(link) && link >= 0 ? { link } : {}),
    ...(variant ? { variant } : {}),
    ...(typeof domain === 'string' && domain !== '' ? { domain } : {}),
  };
}

const MOST_COMPARED = 5;
const ID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i;

/** Campaigns beside each other, as they stand in the address. */
export function readCompareSearch(search: Record<string, unknown>): { ids?: string[] } {
  const given = Array.isArray(search.ids) ? (search.ids as unknown[]) : [];
  const ids = [...new Set(given.filter((id): id is string => typeof id === 'string' && ID.test(id)))];
  return ids.length > 0 ? { ids: ids.slice(0, MOST_COMPARED) } : {};
}
