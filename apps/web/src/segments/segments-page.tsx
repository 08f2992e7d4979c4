import { Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
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
import { segmentsQuery } from './segment-queries';
import { SegmentTable } from './segment-table';

const PAGE_SIZE = 50;

export function SegmentsPage() {
  const { t } = useTranslation('segments');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 300);
  const mayWrite = useMay('segments:write');
  const pages = useCursorPages(search);
  const list = useQuery(
    segmentsQuery({
      limit: PAGE_SIZE,
      ...(search ? { search } : {}),
      ...(pages.cursor ? { cursor: pages.cursor } : {}),
    }),
  );
  const create = mayWrite && (
    <ButtonLink to="/segments/new" leftSection={<IconPlus size={18} aria-hidden />}>
      {t('new.title')}
    </ButtonLink>
  );
  const library = (
    <ButtonLink to="/segments/library" variant="default">
      {t('library.title')}
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('list.description')}
        actions={
          <>
            <ButtonLink to="/segments/leaderboard" variant="default">
              {t('leaderboard.title')}
            </ButtonLink>
            {library}
            {create}
          </>
        }
      />
      <Stack>
        <TextInput
          aria-label={t('list.search')}
          placeholder={t('list.searchPlaceholder')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maw={360}
        />
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Loading />}
        {list.data && list.data.items.length > 0 && <SegmentTable segments={list.data.items} />}
        {list.data?.items.length === 0 && (
          <EmptyState
            icon={IconFilter}
            title={t(search ? 'list.noMatch' : 'list.none')}
            action={search ? undefined : library}
          >
            {t(search ? 'list.noMatchText' : 'list.noneText')}
          </EmptyState>
        )}
        {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      </Stack>
    </>
  );
}
