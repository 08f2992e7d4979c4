import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Campaign, CampaignStatus, DeliveryStatus } from '../api/models';
import { unwrap } from '../api/unwrap';
import { soonWhileCounted } from '../api/while-counted';

const WHILE_SENDING_MS = 2000;
const WHILE_WAITING_MS = 5000;
const DEFAULT_LIMIT = 20;

/** How soon a campaign in this state may have changed by itself; false when it will not. */
export function pollInterval(status: CampaignStatus | undefined): number | false {
  if (status === 'resolving' || status === 'sending') return WHILE_SENDING_MS;
  return status === 'scheduled' || status === 'paused' ? WHILE_WAITING_MS : false;
}

/** States in which there is a ledger to report on. */
export function hasLedger(status: CampaignStatus): boolean {
  return status === 'sending' || status === 'paused' || status === 'sent' || status === 'cancelled';
}

export interface CampaignFilter {
  status?: CampaignStatus;
  search?: string;
  cursor?: string;
  limit?: number;
}

export function campaignsQuery(filter: CampaignFilter) {
  return queryOptions({
    queryKey: ['campaigns', 'list', filter],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/campaigns', { params: { query: { limit: DEFAULT_LIMIT, ...filter } }, signal }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ status }) => pollInterval(status) !== false) ? WHILE_WAITING_MS : false,
  });
}

export function campaignQuery(id: string) {
  return queryOptions({
    queryKey: ['campaigns', id],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => pollInterval(state.data?.status),
  });
}

/** What the server finds before a campaign goes out, asked again whenever the draft was saved. */
export function preflightQuery({ id, updatedAt }: Pick<Campaign, 'id' | 'updatedAt'>) {
  return queryOptions({
    queryKey: ['campaigns', id, 'preflight', updatedAt],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/campaigns/{id}/preflight', { params: { path: { id } }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Who gets it when at a local time (`2026-12-01T09:00`). Counting may take seconds. */
export function localTimesQuery(id: string, localTime: string | null) {
  return queryOptions({
    queryKey: ['campaigns', id, 'local-times', localTime],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/campaigns/{id}/local-times', {
          params: { path: { id }, query: localTime ? { localTime } : {} },
          signal,
        }),
      ),
    enabled: localTime !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** How far a running campaign is. */
export function progressQuery(id: string, status: CampaignStatus) {
  return queryOptions({
    queryKey: ['campaigns', id, 'progress', status],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns/{id}/progress', { params: { path: { id } } })),
    placeholderData: keepPreviousData,
    refetchInterval: pollInterval(status),
  });
}

/** How many messages of a finished campaign could be opened again. */
export function reopenQuery(id: string, status: CampaignStatus) {
  return queryOptions({
    queryKey: ['campaigns', id, 'reopen', status],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns/{id}/send-to-rest', { params: { path: { id } } })),
  });
}

export function abTestQuery(id: string, status: CampaignStatus) {
  return queryOptions({
    queryKey: ['campaigns', id, 'ab-test', status],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns/{id}/ab-test', { params: { path: { id } } })),
    refetchInterval: pollInterval(status),
    retry: false,
  });
}

/** What a draft's test can be expected to show. Counts the audience. */
export function abTestPlanQuery(id: string) {
  return queryOptions({
    queryKey: ['campaigns', id, 'ab-test-plan'],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/campaigns/{id}/ab-test/plan', { params: { path: { id } }, signal })),
    retry: false,
  });
}

export function reportQuery(id: string, status: CampaignStatus) {
  return queryOptions({
    queryKey: ['campaigns', id, 'report', status],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns/{id}/report', { params: { path: { id } } })),
    enabled: hasLedger(status),
    placeholderData: keepPreviousData,
    refetchInterval: soonWhileCounted(pollInterval(status) || 30_000),
  });
}

export interface DeliveryFilter {
  status?: DeliveryStatus;
  search?: string;
  cursor?: string;
}

export function deliveriesQuery(id: string, filter: DeliveryFilter, status: CampaignStatus) {
  return queryOptions({
    // With the status: the last look at a sending campaign must not be the last word on a sent one.
    queryKey: ['campaigns', id, 'deliveries', status, filter],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/campaigns/{id}/deliveries', {
          params: { path: { id }, query: { ...filter, limit: 25 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: pollInterval(status),
  });
}

export const sendersQuery = queryOptions({
  queryKey: ['senders'],
  queryFn: () => unwrap(api.GET('/api/v1/senders')),
});
