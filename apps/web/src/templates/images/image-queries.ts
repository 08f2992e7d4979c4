import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { unwrap } from '../../api/unwrap';

export type LibraryImage = components['schemas']['ImageView'];

const PAGE = 24;

/** Newest first. */
export function imagesQuery({ search, cursor }: { search: string; cursor: string | undefined }) {
  const query = { limit: PAGE, ...(search ? { search } : {}), ...(cursor ? { cursor } : {}) };
  return queryOptions({
    queryKey: ['images', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/images', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}

/** Where a picture stands. */
export function imageUsesQuery(id: string) {
  return queryOptions({
    queryKey: ['images', id, 'uses'],
    queryFn: () => unwrap(api.GET('/api/v1/images/{id}/uses', { params: { path: { id } } })),
    staleTime: 0,
  });
}
