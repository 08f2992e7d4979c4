import { queryOptions } from '@tanstack/react-query';
import { api } from '../../api/client';
import type { components } from '../../api/schema.gen';
import { unwrap } from '../../api/unwrap';
import type { DocumentStyle } from './document';

export type Brand = components['schemas']['BrandView'];

export const brandQuery = queryOptions({
  queryKey: ['brand'],
  queryFn: () => unwrap(api.GET('/api/v1/brand')),
  staleTime: 60_000,
});

/** How the email looks: the document's own values over the brand's. */
export type Look = Required<Omit<DocumentStyle, 'lang'>> & { companyName: string };

export function lookOf(style: DocumentStyle, brand: Brand): Look {
  const own = Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));
  return { ...brand, ...own };
}

export const HEADING_SIZES = { 1: [34, 42], 2: [24, 31], 3: [18, 25] } as const;
export const TEXT_SIZES = { small: [14, 22], normal: [16, 26], large: [18, 29] } as const;
