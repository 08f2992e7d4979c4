import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { unwrap } from '../../api/unwrap';
import type { OwnBlock } from '../blocks/document';

export type Saved = Omit<components['schemas']['SavedBlocksView'], 'blocks'> & { blocks: OwnBlock[] };

/** More than a menu shows well. */
const MOST = 200;

export const savedBlocksQuery = queryOptions({
  queryKey: ['saved-blocks'],
  queryFn: async ({ signal }): Promise<Saved[]> => {
    const query = { limit: MOST };
    const page = await unwrap(api.GET('/api/v1/saved-blocks', { params: { query }, signal }));
    return (page.items as unknown as Saved[]).toSorted((a, b) => a.name.localeCompare(b.name));
  },
  staleTime: 60_000,
});

export function savedUsesQuery(id: string) {
  return queryOptions({
    queryKey: ['saved-blocks', id, 'uses'],
    queryFn: () => unwrap(api.GET('/api/v1/saved-blocks/{id}/uses', { params: { path: { id } } })),
    staleTime: 0,
  });
}
