import { queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';

export const workspaceQuery = queryOptions({
  queryKey: ['workspace'],
  queryFn: () => unwrap(api.GET('/api/v1/workspace')),
});

export const topicsQuery = queryOptions({
  queryKey: ['topics'],
  queryFn: () => unwrap(api.GET('/api/v1/topics')),
});

/** Archived ones too. */
export const allTopicsQuery = queryOptions({
  queryKey: ['topics', 'all'],
  queryFn: () => unwrap(api.GET('/api/v1/topics', { params: { query: { includeArchived: true } } })),
});

export const usersQuery = queryOptions({
  queryKey: ['users'],
  queryFn: () => unwrap(api.GET('/api/v1/users', { params: { query: { limit: 200 } } })),
});

export const apiKeysQuery = queryOptions({
  queryKey: ['api-keys'],
  queryFn: () => unwrap(api.GET('/api/v1/api-keys', { params: { query: { limit: 200 } } })),
});
