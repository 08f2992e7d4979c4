import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { isRunning } from '../imports/import-queries';

const WHILE_WORKING_MS = 2000;
const IDLE_MS = 30_000;

/** Under the same key as the list of imports: starting one is seen here at once. */
export const recentImportsQuery = queryOptions({
  queryKey: ['imports', 'list', 'under-way'],
  queryFn: () => unwrap(api.GET('/api/v1/contact-imports', { params: { query: { limit: 5 } } })),
  refetchInterval: ({ state }) => (state.data?.items.some(isRunning) ? WHILE_WORKING_MS : IDLE_MS),
});

export const sendingCampaignsQuery = queryOptions({
  queryKey: ['campaigns', 'list', 'under-way'],
  queryFn: () => unwrap(api.GET('/api/v1/campaigns', { params: { query: { limit: 5, status: 'sending' } } })),
  refetchInterval: ({ state }) => (state.data?.items.length ? WHILE_WORKING_MS : IDLE_MS),
});

export function progressQuery(id: string) {
  return queryOptions({
    queryKey: ['campaigns', id, 'progress'],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns/{id}/progress', { params: { path: { id } } })),
    refetchInterval: WHILE_WORKING_MS,
  });
}
