import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import IconSend from '@tabler/icons-react/dist/esm/icons/IconSend.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
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

const STATUSES: CampaignStatus[] = ['draft', 'scheduled', 'sending', 'paused', 'sent', 'cancelled', 'failed'];
const PAGE_SIZE = 20;

export function CampaignsPage() {
  const { t } = useTranslation('campaigns');
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
      {t('list.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('list.description')} actions={create} />
      <Stack gap="md">
        <Group gap="sm">
          <TextInput
            aria-label={t('list.search')}
            placeholder={t('list.searchHint')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            style={{ flex: '1 1 200px' }}
          />
          <Select
            aria-label={t('list.state')}
            placeholder={t('list.everyState')}
            clearable
            data={STATUSES.map((value) => ({ value, label: t(`status.${value}`) }))}
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
            title={t(isFiltered ? 'list.noMatch' : 'list.empty')}
            action={isFiltered ? undefined : create}
          >
            {t(isFiltered ? 'list.noMatchHint' : 'list.emptyHint')}
          </EmptyState>
        )}
        {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      </Stack>
      <NewCampaignDialog opened={isNew} onClose={() => setIsNew(false)} />
    </>
  );
}
