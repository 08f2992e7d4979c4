import type { DeliveryStatus } from '../api/models';

export interface DeliveryState {
  status: DeliveryStatus;
  label: string;
  color: string;
  meaning: string;
}

/** The states of the ledger, in the order in which the bar shows them. */
export const DELIVERY_STATES: readonly DeliveryState[] = [
  { status: 'accepted', label: 'Sent', color: 'tide.6', meaning: 'Taken by the mail server.' },
  {
    status: 'handed_over',
    label: 'Being handed over',
    color: 'cyan.6',
    meaning: 'On its way to the mail server.',
  },
  {
    status: 'claimed',
    label: 'In preparation',
    color: 'blue.5',
    meaning: 'In the hands of a worker; nothing has left yet.',
  },
  { status: 'pending', label: 'Waiting', color: 'gray.5', meaning: 'Not sent yet.' },
  {
    status: 'deferred',
    label: 'Put off',
    color: 'yellow.6',
    meaning: 'The mail server asked to try later, or gave up after several tries.',
  },
  {
    status: 'uncertain',
    label: 'Unknown',
    color: 'orange.6',
    meaning: 'Handed over, and the answer was lost. Never sent again by accident.',
  },
  { status: 'refused', label: 'Refused', color: 'red.6', meaning: 'The mail server refused it for good.' },
  {
    status: 'suppressed',
    label: 'Withheld',
    color: 'violet.4',
    meaning: 'Unsubscribed or suppressed after the audience was fixed.',
  },
  { status: 'cancelled', label: 'Cancelled', color: 'gray.7', meaning: 'The campaign was cancelled first.' },
];

export function deliveryState(status: DeliveryStatus): DeliveryState {
  const state = DELIVERY_STATES.find((one) => one.status === status);
  if (!state) throw new Error(`The delivery state ${status} is not known here.`);
  return state;
}
