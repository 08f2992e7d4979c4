import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { components } from '../../api/schema.gen';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { filterOf, type AuditSearch } from './audit-search';

export type AuditEntry = components['schemas']['AuditEntryView'];

const PAGE = 50;

export function auditQuery(search: AuditSearch, cursor: string | undefined) {
  const query = { ...filterOf(search), limit: PAGE, ...(cursor ? { cursor } : {}) };
  return queryOptions({
    queryKey: ['audit-entries', query],
    queryFn: ({ signal }) => unwrap(api.GET('/api/v1/audit-entries', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });
}
