import { Button, Stack } from '@mantine/core';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state';
import { Loading } from '../../ui/loading';
import { Pager } from '../../ui/pager';
import { ProblemNotice } from '../../ui/problem-notice';
import { useCursorPages } from '../../ui/use-cursor-pages';
import { AuditFilters } from './audit-filters';
import { AuditList } from './audit-list';
import { auditQuery } from './audit-queries';
import { isFiltered, type AuditSearch } from './audit-search';

/** Who did what, and when; newest first. */
export function AuditArea() {
  const { t } = useTranslation('audit');
  const search = useSearch({ strict: false }) as AuditSearch;
  const navigate = useNavigate();
  const pages = useCursorPages(JSON.stringify(search));
  const list = useQuery(auditQuery(search, pages.cursor));
  const isNarrowed = isFiltered(search);
  const clear = (
    <Button variant="default" onClick={() => void navigate({ to: '/settings/audit', search: {} })}>
      {t('clear')}
    </Button>
  );
  return (
    <Stack>
      <AuditFilters search={search} />
      <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Loading rows={8} height={28} />}
      {list.data && list.data.items.length > 0 && <AuditList entries={list.data.items} />}
      {list.data?.items.length === 0 && (
        <EmptyState
          icon={IconHistory}
          title={t(isNarrowed ? 'noMatch' : 'empty')}
          action={isNarrowed ? clear : undefined}
        >
          {t(isNarrowed ? 'noMatchText' : 'emptyText')}
        </EmptyState>
      )}
      <Pager pages={pages} nextCursor={list.data?.nextCursor ?? null} />
    </Stack>
  );
}
