import type { CallStatus } from './webhook-queries';

/** What the list of calls is narrowed to, as it stands in the address. */
export interface CallsSearch {
  status?: CallStatus;
  subscriptionId?: string;
  event?: string;
}

const STATUSES: readonly string[] = ['pending', 'delivered', 'failed', 'gone', 'cancelled'];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function readCallsSearch({ status, subscriptionId, event }: Record<string, unknown>): CallsSearch {
  return {
    ...(typeof status === 'string' && STATUSES.includes(status) ? { status: status as CallStatus } : {}),
    ...(typeof subscriptionId === 'string' && UUID.test(subscriptionId) ? { subscriptionId } : {}),
    ...(typeof event === 'string' && event !== '' ? { event: event.slice(0, 100) } : {}),
  };
}
