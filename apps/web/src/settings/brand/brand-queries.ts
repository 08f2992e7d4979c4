import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { components } from '../../api/schema.gen';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import type { BrandDraft } from './brand-draft';

type Schemas = components['schemas'];
export type BrandValues = Schemas['BrandValuesView'];
export type Brand = Schemas['BrandView'];

export const brandQuery = queryOptions({
  queryKey: ['brand'],
  queryFn: () => unwrap(api.GET('/api/v1/brand')),
});

export interface SampleEmail {
  subject: string;
  preheader: string;
  mjml: string;
}

/** The sample as the server would send it in this brand. What it refuses keeps the picture of before. */
export function brandPreviewQuery(source: SampleEmail, { postalAddress, ...brand }: BrandDraft) {
  return queryOptions({
    queryKey: ['brand', 'preview', source, brand, postalAddress],
    queryFn: ({ signal }) =>
      unwrap(api.POST('/api/v1/templates/preview', { body: { source, brand, postalAddress }, signal })),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 10 * 60_000,
  });
}
