import { Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconFilter from '@tabler/icons-react/dist/esm/icons/IconFilter.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { segmentsQuery } from './segment-queries';
import { SegmentTable } from './segment-table';
import { ButtonLink } from '../ui/button-link';

const PAGE_SIZE = 50;

export function SegmentsPage() {
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
      New segment
    </ButtonLink>
  );
  return (
    <>
      <PageHeader
        title="Segments"
        description="Rules that decide who belongs. A campaign asks them at the moment it is sent."
        actions={create}
      />
      <Stack>
        <TextInput
          aria-label="Search segments"
          placeholder="Search by name"
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
            title={search ? 'No segment matches' : 'No segments yet'}
            action={search ? undefined : create}
          >
            {search
              ? 'Try another name.'
              : 'Describe a group of contacts once, and every campaign can use it.'}
          </EmptyState>
        )}
        {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      </Stack>
    </>
  );
}
