import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';

/** Who is signed in, where, and what they may do. Fails with status 401 when nobody is. */
export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => unwrap(api.GET('/api/v1/session')),
  staleTime: 60_000,
  meta: { quiet: true },
});

/** Whether the installation waits for its first user. */
export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => unwrap(api.GET('/api/v1/setup')),
  meta: { quiet: true },
});
