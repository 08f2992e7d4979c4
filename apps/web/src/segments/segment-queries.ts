import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';

export interface SegmentFilter {
  search?: string;
  cursor?: string;
  limit?: number;
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

export type RuleTree = Record<string, unknown>;

/** Who a tree selects now. A newer tree cancels the count of the older one. */
export function segmentPreviewQuery(tree: RuleTree | null) {
  return queryOptions({
    queryKey: ['segments', 'preview', tree],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/v1/segments/preview', { body: { tree: tree ?? {} }, signal })),
    enabled: tree !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export const vocabularyQuery = queryOptions({
  queryKey: ['segments', 'fields'],
  queryFn: () => unwrap(api.GET('/api/v1/segments/fields')),
  staleTime: 60_000,
});
