import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';

const PREVIEW_FRESH_MS = 10 * 60_000;

export interface TemplateFilter {
  archived?: boolean;
  search?: string;
  cursor?: string;
}

export function templatesQuery(filter: TemplateFilter) {
  return queryOptions({
    queryKey: ['templates', 'list', filter],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/templates', { params: { query: { ...filter, limit: 200 } }, signal })),
    placeholderData: keepPreviousData,
  });
}

export function templateQuery(id: string) {
  return queryOptions({
    queryKey: ['templates', id],
    queryFn: () => unwrap(api.GET('/api/v1/templates/{id}', { params: { path: { id } } })),
  });
}

export const galleryQuery = queryOptions({
  queryKey: ['templates', 'gallery'],
  queryFn: () => unwrap(api.GET('/api/v1/templates/gallery')),
  staleTime: Infinity,
});

/** A saved template with sample data or as a contact. The page behind it lives 15 minutes. */
export function savedPreviewQuery(id: string, contactId: string | null = null) {
  return queryOptions({
    queryKey: ['templates', id, 'preview', contactId],
    queryFn: () =>
      unwrap(
        api.POST('/api/v1/templates/{id}/preview', {
          params: { path: { id } },
          body: contactId ? { contactId } : {},
        }),
      ),
    staleTime: PREVIEW_FRESH_MS,
    gcTime: PREVIEW_FRESH_MS,
  });
}

/** A shipped template with its sample data. */
export function shippedPreviewQuery(key: string) {
  return queryOptions({
    queryKey: ['templates', 'gallery', key],
    queryFn: () => unwrap(api.POST('/api/v1/templates/gallery/{key}/preview', { params: { path: { key } } })),
    staleTime: PREVIEW_FRESH_MS,
    gcTime: PREVIEW_FRESH_MS,
  });
}

export interface Source {
  subject: string;
  preheader: string;
  mjml?: string;
  document?: Record<string, never>;
}

/** What stands in the editor, saved or not. */
export function sourcePreviewQuery(source: Source, contactId: string | null) {
  return queryOptions({
    queryKey: ['templates', 'source-preview', source, contactId],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/v1/templates/preview', {
          body: { source, ...(contactId ? { contactId } : {}) },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: PREVIEW_FRESH_MS,
    retry: false,
  });
}
