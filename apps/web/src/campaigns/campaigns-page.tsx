import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { CampaignStatus } from '../api/models';
import { useMay } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { CampaignTable } from './campaign-table';
import { campaignsQuery } from './campaign-queries';
import { NewCampaignDialog } from './new-campaign-dialog';

const STATUSES: { value: CampaignStatus; label: string }[] = [
  { value: 'draft', label: 'Drafts' },
  { value: 'scheduled', label: 'Scheduled' },
  { value: 'sending', label: 'Sending' },
  { value: 'paused', label: 'Paused' },
  { value: 'sent', label: 'Sent' },
  { value: 'cancelled', label: 'Cancelled' },
  { value: 'failed', label: 'Failed' },
];
const PAGE_SIZE = 20;

export function CampaignsPage() {
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 300);
  const [status, setStatus] = useState<CampaignStatus | null>(null);
  const [isNew, setIsNew] = useState(false);
  const mayWrite = useMay('campaigns:write');
  const pages = useCursorPages(`${status ?? ''}|${search}`);
  const list = useQuery(
    campaignsQuery({
      limit: PAGE_SIZE,
      ...(status ? { status } : {}),
      ...(search ? { search } : {}),
      ...(pages.cursor ? { cursor: pages.cursor } : {}),
    }),
  );
  const isFiltered = Boolean(status ?? search);
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setIsNew(true)}>
      New campaign
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Campaigns"
        description="One message to everyone who matches at the moment of sending."
        actions={create}
      />
      <Stack gap="md">
        <Group gap="sm">
          <TextInput
            aria-label="Search campaigns"
            placeholder="Search by name"
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            style={{ flex: '1 1 200px' }}
          />
          <Select
            aria-label="Status"
            placeholder="All states"
            clearable
            data={STATUSES}
            value={status}
            onChange={(value) => setStatus(value)}
            w={160}
          />
        </Group>
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Loading />}
        {list.data && list.data.items.length > 0 && <CampaignTable campaigns={list.data.items} />}
        {list.data?.items.length === 0 && (
          <EmptyState
            icon={IconSend}
            title={isFiltered ? 'No campaign matches' : 'No campaigns yet'}
            action={isFiltered ? undefined : create}
          >
            {isFiltered
              ? 'Try another name or state.'
              : 'Write a message, choose a segment, and send it now or later.'}
          </EmptyState>
        )}
        {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      </Stack>
      <NewCampaignDialog opened={isNew} onClose={() => setIsNew(false)} />
    </>
  );
}
