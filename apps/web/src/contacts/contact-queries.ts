import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';

const NEWEST_FIRST = { limit: 50, sort: 'createdAt', direction: 'desc' } as const;

export interface ContactListFilter {
  q?: string;
  tag?: string;
  cursor?: string;
  limit?: number;
}

export function contactsQuery(filter: ContactListFilter) {
  return queryOptions({
    queryKey: ['contacts', 'list', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/contacts', { params: { query: { ...NEWEST_FIRST, ...filter } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function contactQuery(id: string) {
  return queryOptions({
    queryKey: ['contacts', id],
    queryFn: () => unwrap(api.GET('/api/v1/contacts/{id}', { params: { path: { id } } })),
  });
}

export function timelineQuery(id: string, cursor: string | undefined) {
  return queryOptions({
    queryKey: ['contacts', id, 'timeline', cursor],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/contacts/{id}/timeline', {
          params: { path: { id }, query: { limit: 20, ...(cursor ? { cursor } : {}) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export const tagsQuery = queryOptions({
  queryKey: ['tags'],
  queryFn: () => unwrap(api.GET('/api/v1/tags')),
});

export const contactFieldsQuery = queryOptions({
  queryKey: ['contact-fields'],
  queryFn: () => unwrap(api.GET('/api/v1/contact-fields')),
  staleTime: 60_000,
});

export function subscriptionsQuery(id: string) {
  return queryOptions({
    queryKey: ['contacts', id, 'subscriptions'],
    queryFn: () => unwrap(api.GET('/api/v1/contacts/{id}/subscriptions', { params: { path: { id } } })),
  });
}

/** Suppressions of one exact address. */
export function suppressionQuery(email: string) {
  return queryOptions({
    queryKey: ['suppressions', email],
    queryFn: () => unwrap(api.GET('/api/v1/suppressions', { params: { query: { email, limit: 1 } } })),
  });
}
