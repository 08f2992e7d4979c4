import type { DeliveryStatus } from '../api/models';

export interface DeliveryState {
  status: DeliveryStatus;
  color: string;
}

/** The states of the ledger, in the order in which the bar shows them. Their names and meanings: `delivery` and `deliveryMeans` in i18n. */
export const DELIVERY_STATES: readonly DeliveryState[] = [
  { status: 'accepted', color: 'tide.6' },
  { status: 'handed_over', color: 'cyan.6' },
  { status: 'claimed', color: 'blue.5' },
  { status: 'pending', color: 'gray.5' },
  { status: 'deferred', color: 'yellow.6' },
  { status: 'uncertain', color: 'orange.6' },
  { status: 'refused', color: 'red.6' },
  { status: 'suppressed', color: 'violet.4' },
  { status: 'cancelled', color: 'gray.7' },
];
