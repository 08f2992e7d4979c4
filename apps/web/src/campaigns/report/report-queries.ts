import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { CampaignStatus } from '../../api/models';
import { unwrap } from '../../api/unwrap';
import { soonWhileCounted } from '../../api/while-counted';
import { pollInterval } from '../campaign-queries';
import type { RecipientSearch, VariantKey } from './report-search';

export function recipientsQuery(
  id: string,
  filter: RecipientSearch & { search?: string; cursor?: string },
  status: CampaignStatus,
) {
  return queryOptions({
    // With the status: the last look at a sending campaign must not be the last word on a sent one.
    queryKey: ['campaigns', id, 'recipients', status, filter],
    queryFn: ({ signal }) =>
      unwrap(
        api.GET('/api/v1/campaigns/{id}/report/recipients', {
          params: { path: { id }, query: { ...filter, limit: 25 } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: pollInterval(status),
  });
}

export function domainsQuery(id: string, status: CampaignStatus) {
  return queryOptions({
    queryKey: ['campaigns', id, 'domains', status],
    queryFn: ({ signal }) =>
      unwrap(api.GET('/api/v1/campaigns/{id}/report/domains', { params: { path: { id } }, signal })),
    staleTime: 30_000,
    refetchInterval: soonWhileCounted(),
  });
}

/** The page of a map works for a quarter of an hour: a new one is made whenever somebody looks. */
export function clickMapQuery(id: string, variant: VariantKey | null, locale: string) {
  return queryOptions({
    queryKey: ['campaigns', id, 'click-map', variant, locale],
    queryFn: ({ signal }) =>
      unwrap(
        api.POST('/api/v1/campaigns/{id}/report/click-map', {
          params: { path: { id } },
          body: { locale, ...(variant ? { variant } : {}) },
          signal,
        }),
      ),
    staleTime: 10 * 60_000,
    gcTime: 0,
    retry: false,
  });
}
