import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import type { FormStatus, SubmissionStatus } from './models';

const MOST = 200;

export interface FormFilter {
  search?: string;
  status?: FormStatus;
  cursor?: string;
  limit?: number;
}

/** Up to 200 unless a limit is given: enough to choose from. */
export function formsQuery(filter: FormFilter) {
  return queryOptions({
    queryKey: ['forms', 'list', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/forms', { params: { query: { limit: MOST, ...filter } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function formQuery(id: string) {
  return queryOptions({
    queryKey: ['forms', 'one', id],
    queryFn: () => unwrap(api.GET('/api/v1/forms/{id}', { params: { path: { id } } })),
  });
}

export function funnelQuery(id: string, from?: string) {
  return queryOptions({
    queryKey: ['forms', 'funnel', id, from],
    queryFn: () =>
      unwrap(api.GET('/api/v1/forms/{id}/funnel', { params: { path: { id }, query: from ? { from } : {} } })),
    placeholderData: keepPreviousData,
  });
}

const DAY_MS = 86_400_000;

/** The last days, today included, by the days of UTC. */
export function activityQuery(id: string, days: number) {
  const from = new Date(Date.now() - (days - 1) * DAY_MS).toISOString().slice(0, 10);
  return queryOptions({
    queryKey: ['forms', 'activity', id, from],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/forms/{id}/activity', {
          params: { path: { id }, query: { from: `${from}T00:00:00Z` } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** What was published, asked anew after each publication. */
export function formVersionsQuery(id: string, latest: number | null) {
  return queryOptions({
    queryKey: ['forms', 'versions', id, latest],
    queryFn: () => unwrap(api.GET('/api/v1/forms/{id}/versions', { params: { path: { id } } })),
  });
}

/** Of the draft as it is: fetched again whenever that was saved. */
export function embedQuery(id: string, language: string, savedAt: string) {
  return queryOptions({
    queryKey: ['forms', 'embed', id, language, savedAt],
    queryFn: () =>
      unwrap(api.GET('/api/v1/forms/{id}/embed', { params: { path: { id }, query: { language } } })),
    placeholderData: keepPreviousData,
  });
}

export interface SubmissionFilter {
  search?: string;
  status?: SubmissionStatus;
  cursor?: string;
}

export function submissionsQuery(id: string, filter: SubmissionFilter) {
  return queryOptions({
    queryKey: ['forms', 'submissions', id, filter],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/forms/{id}/submissions', {
          params: { path: { id }, query: { limit: 25, ...filter } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
