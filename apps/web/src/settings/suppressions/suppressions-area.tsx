import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconMailOff from '@tabler/icons-react/dist/esm/icons/IconMailOff.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/use-session';
import { EmptyState } from '../../ui/empty-state';
import { Loading } from '../../ui/loading';
import { Pager } from '../../ui/pager';
import { ProblemNotice } from '../../ui/problem-notice';
import { useCursorPages } from '../../ui/use-cursor-pages';
import { AddSuppressions } from './add-suppressions';
import { exportPath, suppressionsQuery } from './suppression-queries';
import { REASONS, type SuppressionSearch } from './suppression-search';
import { SuppressionTable } from './suppression-table';

/** Addresses that are never mailed, whatever anybody subscribed to. */
export function SuppressionsArea() {
  const { t } = useTranslation('settings');
  const search = useSearch({ strict: false }) as SuppressionSearch;
  const pages = useCursorPages(JSON.stringify(search));
  const list = useQuery(suppressionsQuery(search, pages.cursor));
  const mayWrite = useMay('consent:write');
  const mayExport = useMay('contacts:export');
  const [isAdding, setAdding] = useState(false);
  const add = mayWrite && <Button onClick={() => setAdding(true)}>{t('suppressions.add')}</Button>;
  const isNarrowed = Boolean(search.q ?? search.reason);
  return (
    <Stack>
      <Group gap="sm" justify="space-between">
        <Filters search={search} />
        <Group gap="sm">
          {mayExport && (
            <Button
              component="a"
              href={exportPath(search)}
              download
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {t('suppressions.export')}
            </Button>
          )}
          {add}
        </Group>
      </Group>
      <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Loading rows={6} height={28} />}
      {list.data && list.data.items.length > 0 && (
        <SuppressionTable suppressions={list.data.items} mayWrite={mayWrite} />
      )}
      {list.data?.items.length === 0 && (
        <EmptyState
          icon={IconMailOff}
          title={t(isNarrowed ? 'suppressions.noMatch' : 'suppressions.empty')}
          action={isNarrowed ? undefined : add}
        >
          {t(isNarrowed ? 'suppressions.noMatchText' : 'suppressions.emptyText')}
        </EmptyState>
      )}
      <Pager pages={pages} nextCursor={list.data?.nextCursor ?? null} />
      {isAdding && <AddSuppressions onClose={() => setAdding(false)} />}
    </Stack>
  );
}

function Filters({ search }: { search: SuppressionSearch }) {
  const { t } = useTranslation('settings');
  const navigate = useNavigate();
  const [typed, setTyped] = useState(search.q ?? '');
  const change = (next: SuppressionSearch) =>
    void navigate({ to: '/settings/suppressions', search: next, replace: true });
  const { q: _, ...withoutText } = search;
  const { reason: __, ...withoutReason } = search;
  const changeText = useDebouncedCallback(
    (q: string) => change(q.trim() ? { ...search, q: q.trim() } : withoutText),
    300,
  );
  return (
    <Group gap="sm" style={{ flex: '1 1 320px' }}>
      <TextInput
        aria-label={t('suppressions.search')}
        placeholder={t('suppressions.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={({ currentTarget }) => {
          setTyped(currentTarget.value);
          changeText(currentTarget.value);
        }}
        style={{ flex: '1 1 180px' }}
      />
      <Select
        aria-label={t('suppressions.reason')}
        placeholder={t('suppressions.allReasons')}
        clearable
        clearButtonProps={{ 'aria-label': t('suppressions.allReasons') }}
        w={200}
        data={REASONS.map((value) => ({ value, label: t(`suppressions.reasons.${value}`) }))}
        value={search.reason ?? null}
        onChange={(reason) =>
          change(reason ? { ...search, reason: reason as SuppressionSearch['reason'] } : withoutReason)
        }
      />
    </Group>
  );
}
