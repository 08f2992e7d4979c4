import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { soonWhileCounted, untilCounted } from '../api/while-counted';
import type { GroupNode } from './tree/rule-tree';

export interface SegmentFilter {
  search?: string;
  cursor?: string;
  limit?: number;
}

export type RuleTree = Record<string, unknown>;

/** The API takes any JSON object and judges it itself. */
export function asBody(tree: GroupNode): RuleTree {
  return tree as unknown as RuleTree;
}

/** Up to 200 unless a limit is given: enough to choose from. */
export function segmentsQuery(filter: SegmentFilter) {
  return queryOptions({
    queryKey: ['segments', 'list', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/segments', { params: { query: { limit: 200, ...filter } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function segmentQuery(id: string) {
  return queryOptions({
    queryKey: ['segments', id],
    queryFn: () => unwrap(api.GET('/api/v1/segments/{id}', { params: { path: { id } } })),
  });
}

/** Who a tree selects now. A newer tree cancels the count of the older one, down to PostgreSQL. */
export function segmentPreviewQuery(tree: GroupNode | null, topicId: string | null) {
  return queryOptions({
    queryKey: ['segments', 'preview', tree, topicId],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/v1/segments/preview', {
          body: { tree: tree ? asBody(tree) : {}, ...(topicId ? { topicId } : {}) },
          signal,
        }),
      ),
    enabled: tree !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** Whether one contact matches a tree, rule by rule. */
export function explainTreeQuery(tree: GroupNode | null, contactId: string | null) {
  return queryOptions({
    queryKey: ['segments', 'explain', tree, contactId],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/v1/segments/explain', {
          body: { tree: tree ? asBody(tree) : {}, contactId: contactId ?? '' },
          signal,
        }),
      ),
    enabled: tree !== null && contactId !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export const vocabularyQuery = queryOptions({
  queryKey: ['segments', 'fields'],
  queryFn: () => unwrap(api.GET('/api/v1/segments/fields')),
  staleTime: 60_000,
});

/** For rules that name a campaign. */
export const campaignNamesQuery = queryOptions({
  queryKey: ['campaigns', 'names'],
  queryFn: () => unwrap(api.GET('/api/v1/campaigns', { params: { query: { limit: 200 } } })),
  staleTime: 60_000,
});

export function segmentHistoryQuery(id: string, from: string | undefined) {
  return queryOptions({
    queryKey: ['segments', id, 'history', from],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/segments/{id}/history', {
          params: { path: { id }, query: from ? { from } : {} },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function segmentUsageQuery(id: string) {
  return queryOptions({
    queryKey: ['segments', id, 'usage'],
    queryFn: () => unwrap(api.GET('/api/v1/segments/{id}/usage', { params: { path: { id } } })),
  });
}

export function segmentMembersQuery(id: string, cursor: string | undefined) {
  return queryOptions({
    queryKey: ['segments', id, 'contacts', cursor],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/segments/{id}/contacts', {
          params: { path: { id }, query: { limit: 50, ...(cursor ? { cursor } : {}) } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export const libraryQuery = queryOptions({
  queryKey: ['segments', 'library'],
  queryFn: () => unwrap(api.GET('/api/v1/segment-library')),
});

export function overlapQuery(segmentIds: readonly string[]) {
  return queryOptions({
    queryKey: ['segments', 'overlap', segmentIds],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/v1/analysis/overlap', { body: { segmentIds: [...segmentIds] }, signal })),
    enabled: segmentIds.length >= 2,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export function traitsQuery(segmentId: string) {
  return queryOptions({
    queryKey: ['segments', segmentId, 'traits'],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/v1/analysis/over-represented', { body: { segmentId, limit: 12 }, signal })),
    staleTime: 60_000,
    retry: untilCounted,
    refetchInterval: soonWhileCounted(),
  });
}
