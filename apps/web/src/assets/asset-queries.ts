import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import type { Asset } from './models';

const MOST = 200;

export interface AssetFilter {
  status?: Asset['status'];
  cursor?: string;
  limit?: number;
}

/** Up to 200 unless a limit is given: enough to choose from. */
export function assetsQuery(filter: AssetFilter) {
  return queryOptions({
    queryKey: ['assets', 'list', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/assets', { params: { query: { limit: MOST, ...filter } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function assetQuery(id: string) {
  return queryOptions({
    queryKey: ['assets', 'one', id],
    queryFn: () => unwrap(api.GET('/api/v1/assets/{id}', { params: { path: { id } } })),
  });
}

export function assetVersionsQuery(id: string) {
  return queryOptions({
    queryKey: ['assets', 'versions', id],
    queryFn: () => unwrap(api.GET('/api/v1/assets/{id}/versions', { params: { path: { id } } })),
  });
}

export function assetDownloadsQuery(id: string, cursor: string | undefined) {
  return queryOptions({
    queryKey: ['assets', 'downloads', id, cursor],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/assets/{id}/downloads', {
          params: { path: { id }, query: { limit: 25, ...(cursor ? { cursor } : {}) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
