import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { soonWhileCounted, untilCounted } from '../api/while-counted';

const MINUTE_MS = 60_000;
/** How far back "new" goes. */
export const NEW_DAYS = 30;

/** How many people there are, who of them may be mailed, and who is new. */
export const audienceQuery = queryOptions({
  queryKey: ['reports', 'audience'],
  queryFn: ({ signal }) => unwrap(api.GET('/api/v1/reports/audience', { signal })),
  staleTime: MINUTE_MS,
  retry: untilCounted,
  refetchInterval: soonWhileCounted(),
});

export const liveSequencesQuery = queryOptions({
  queryKey: ['sequences', 'list', { status: 'active', limit: 4 }],
  queryFn: () => unwrap(api.GET('/api/v1/sequences', { params: { query: { status: 'active', limit: 4 } } })),
});

export function sequenceCountsQuery(id: string) {
  return queryOptions({
    queryKey: ['sequences', 'counts', 'home', id],
    queryFn: () => unwrap(api.GET('/api/v1/sequences/{id}/counts', { params: { path: { id } } })),
    staleTime: MINUTE_MS,
    retry: untilCounted,
  });
}

export const publishedFormsQuery = queryOptions({
  queryKey: ['forms', 'list', { status: 'published', limit: 1 }],
  queryFn: () => unwrap(api.GET('/api/v1/forms', { params: { query: { status: 'published', limit: 1 } } })),
});

/** Whether anybody of the workspace has sent themselves a test. */
export const testSendsQuery = queryOptions({
  queryKey: ['audit-entries', 'test-sends'],
  queryFn: () =>
    unwrap(
      api.GET('/api/v1/audit-entries', { params: { query: { action: 'campaign.test-sent', limit: 1 } } }),
    ),
});

export const sendingHoldsQuery = queryOptions({
  queryKey: ['sending-holds'],
  queryFn: () => unwrap(api.GET('/api/v1/sending-holds')),
  refetchInterval: MINUTE_MS,
});

/** Campaigns in a state that asks for somebody's decision. */
export function stuckCampaignsQuery(status: 'paused' | 'failed') {
  return queryOptions({
    queryKey: ['campaigns', 'list', { status, limit: 3 }],
    queryFn: () => unwrap(api.GET('/api/v1/campaigns', { params: { query: { status, limit: 3 } } })),
  });
}

export const pausedSequencesQuery = queryOptions({
  queryKey: ['sequences', 'list', { status: 'paused', limit: 3 }],
  queryFn: () => unwrap(api.GET('/api/v1/sequences', { params: { query: { status: 'paused', limit: 3 } } })),
});
