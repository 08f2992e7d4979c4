import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconRoute from '@tabler/icons-react/dist/esm/icons/IconRoute.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import type { SequenceStatus } from './models';
import { NewSequenceDialog } from './new-sequence-dialog';
import { sequencesQuery } from './sequence-queries';
import { SequenceTable } from './sequence-table';

const PAGE_SIZE = 25;
const STATES: SequenceStatus[] = ['active', 'paused', 'draft', 'archived'];

export function SequencesPage() {
  const { t } = useTranslation('sequences');
  const [isNaming, setNaming] = useState(false);
  const [typed, setTyped] = useState('');
  const [status, setStatus] = useState<SequenceStatus | null>(null);
  const [search] = useDebouncedValue(typed.trim(), 300);
  const mayWrite = useMay('campaigns:write');
  const pages = useCursorPages(`${search}:${status}`);
  const isFiltered = search !== '' || status !== null;
  const list = useQuery(
    sequencesQuery({
      limit: PAGE_SIZE,
      ...(search ? { search } : {}),
      ...(status ? { status } : {}),
      ...(pages.cursor ? { cursor: pages.cursor } : {}),
    }),
  );
  const actions = mayWrite && (
    <Group gap="sm">
      <ButtonLink to="/sequences/library" variant="default">
        {t('list.library')}
      </ButtonLink>
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setNaming(true)}>
        {t('list.new')}
      </Button>
    </Group>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('list.description')} actions={actions} />
      <Stack>
        <Group gap="sm">
          <TextInput
            aria-label={t('list.search')}
            placeholder={t('list.searchHint')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            w={{ base: '100%', xs: 300 }}
          />
          <Select
            aria-label={t('list.state')}
            placeholder={t('list.everyState')}
            clearable
            clearButtonProps={{ 'aria-label': t('list.everyState') }}
            data={STATES.map((value) => ({ value, label: t(`status.${value}`) }))}
            value={status}
            onChange={(value) => setStatus(value as SequenceStatus | null)}
            w={{ base: '100%', xs: 180 }}
          />
        </Group>
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Loading />}
        {list.data && list.data.items.length > 0 && <SequenceTable sequences={list.data.items} />}
        {list.data?.items.length === 0 && (
          <EmptyState
            icon={IconRoute}
            title={isFiltered ? t('list.noMatch') : t('list.empty')}
            action={
              !isFiltered &&
              mayWrite && <ButtonLink to="/sequences/library">{t('list.emptyAction')}</ButtonLink>
            }
          >
            {isFiltered ? t('list.noMatchHint') : t('list.emptyHint')}
          </EmptyState>
        )}
        {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      </Stack>
      <NewSequenceDialog opened={isNaming} onClose={() => setNaming(false)} />
    </>
  );
}
