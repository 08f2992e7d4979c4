import { queryOptions } from '@tanstack/react-query';
import type { components } from '../api/schema.gen';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';

export type SendingDomain = components['schemas']['SendingDomainView'];
export type DnsRecord = SendingDomain['records'][number];

export const sendingDomainsQuery = queryOptions({
  queryKey: ['sending-domains'],
  queryFn: () => unwrap(api.GET('/api/v1/sending-domains')),
});
