import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { soonWhileCounted, untilCounted } from '../api/while-counted';
import type { Enrollment, SequenceStatus } from './models';

const COUNTS_MS = 15_000;
const MOST = 200;

export interface SequenceFilter {
  search?: string;
  status?: SequenceStatus;
  cursor?: string;
  limit?: number;
}

/** Up to 200 unless a limit is given: enough to choose from. */
export function sequencesQuery(filter: SequenceFilter) {
  return queryOptions({
    queryKey: ['sequences', 'list', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/sequences', { params: { query: { limit: MOST, ...filter } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function sequenceQuery(id: string) {
  return queryOptions({
    queryKey: ['sequences', 'one', id],
    queryFn: () => unwrap(api.GET('/api/v1/sequences/{id}', { params: { path: { id } } })),
  });
}

/** What stands in the way of publishing the draft as it was saved with this version. */
export function problemsQuery(id: string, version: number) {
  return queryOptions({
    queryKey: ['sequences', 'problems', id, version],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/sequences/{id}/problems', { params: { path: { id } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function countsQuery(id: string, isLive: boolean) {
  return queryOptions({
    queryKey: ['sequences', 'counts', id],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/sequences/{id}/counts', { params: { path: { id } }, signal })),
    retry: untilCounted,
    refetchInterval: soonWhileCounted(isLive ? COUNTS_MS : false),
  });
}

export function versionsQuery(id: string, cursor?: string) {
  return queryOptions({
    queryKey: ['sequences', 'versions', id, cursor],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/sequences/{id}/versions', {
          params: { path: { id }, query: { limit: 20, ...(cursor ? { cursor } : {}) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function versionQuery(id: string, number: number) {
  return queryOptions({
    queryKey: ['sequences', 'version', id, number],
    queryFn: () =>
      unwrap(
        api.GET('/api/v1/sequences/{id}/versions/{number}', {
          params: { path: { id, number: String(number) } },
        }),
      ),
    staleTime: Infinity,
  });
}

export interface EnrollmentFilter {
  status?: Enrollment['status'];
  step?: string;
  contactId?: string;
  cursor?: string;
}

export function enrollmentsQuery(id: string, filter: EnrollmentFilter) {
  return queryOptions({
    queryKey: ['sequences', 'enrollments', id, filter],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/sequences/{id}/enrollments', {
          params: { path: { id }, query: { limit: 25, ...filter } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

export function storyQuery(enrollmentId: string) {
  return queryOptions({
    queryKey: ['sequences', 'story', enrollmentId],
    queryFn: () => unwrap(api.GET('/api/v1/enrollments/{id}', { params: { path: { id: enrollmentId } } })),
  });
}

export const libraryQuery = queryOptions({
  queryKey: ['sequences', 'library'],
  queryFn: () => unwrap(api.GET('/api/v1/sequence-library')),
});
