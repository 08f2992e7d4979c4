import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import type { TimelineSubject } from './timeline-subject';
import type { ContactSearch } from './contact-search';

const NEWEST_FIRST = { limit: 50, sort: 'createdAt', direction: 'desc' } as const;

export interface ContactListFilter extends ContactSearch {
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

export function timelineQuery(
  id: string,
  { subject, cursor }: { subject: TimelineSubject | undefined; cursor: string | undefined },
) {
  return queryOptions({
    queryKey: ['contacts', id, 'timeline', subject, cursor],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/contacts/{id}/timeline', {
          params: {
            path: { id },
            query: { limit: 20, ...(subject ? { subject } : {}), ...(cursor ? { cursor } : {}) },
          },
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

/** About what the contact may be mailed, and what stands in the way of the rest. */
export function mailableQuery(id: string) {
  return queryOptions({
    queryKey: ['contacts', id, 'mailable'],
    queryFn: () => unwrap(api.GET('/api/v1/contacts/{id}/mailable', { params: { path: { id } } })),
  });
}

export function consentRecordsQuery(id: string, cursor: string | undefined) {
  return queryOptions({
    queryKey: ['contacts', id, 'consent-records', cursor],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/contacts/{id}/consent-records', {
          params: { path: { id }, query: { limit: 20, ...(cursor ? { cursor } : {}) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function notesQuery(id: string) {
  return queryOptions({
    queryKey: ['contacts', id, 'notes'],
    queryFn: () =>
      unwrap(api.GET('/api/v1/contacts/{id}/notes', { params: { path: { id }, query: { limit: 50 } } })),
  });
}

/** Tracked and static segments; dynamic ones keep no members. */
export function contactSegmentsQuery(id: string) {
  return queryOptions({
    queryKey: ['contacts', id, 'segments'],
    queryFn: () => unwrap(api.GET('/api/v1/contacts/{id}/segments', { params: { path: { id } } })),
  });
}

export function contactSequencesQuery(id: string) {
  return queryOptions({
    queryKey: ['contacts', id, 'sequences'],
    queryFn: () => unwrap(api.GET('/api/v1/contacts/{id}/sequences', { params: { path: { id } } })),
  });
}

/** What happened to a contact in a sequence, what is next, and why something was not sent. */
export function passageQuery(id: string) {
  return queryOptions({
    queryKey: ['enrollments', id],
    queryFn: () => unwrap(api.GET('/api/v1/enrollments/{id}', { params: { path: { id } } })),
  });
}
