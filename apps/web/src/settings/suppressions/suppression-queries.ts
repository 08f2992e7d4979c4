import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { filterOf, type SuppressionSearch } from './suppression-search';

const PAGE = 50;

export function suppressionsQuery(search: SuppressionSearch, cursor: string | undefined) {
  const query = { ...filterOf(search), limit: PAGE, ...(cursor ? { cursor } : {}) };
  return queryOptions({
    queryKey: ['suppressions', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/suppressions', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Streams all that match; a whole address is a part of itself. */
export function exportPath({ q, reason }: SuppressionSearch): string {
  const query = new URLSearchParams({
    ...(q ? { search: q } : {}),
    ...(reason ? { reason } : {}),
  }).toString();
  return `/api/v1/suppressions/export${query ? `?${query}` : ''}`;
}
