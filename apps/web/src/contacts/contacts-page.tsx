import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '../session/use-session';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import { formatNumber } from '../ui/format';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { contactsQuery, tagsQuery } from './contact-queries';
import { ContactTable } from './contact-table';

const PAGE_SIZE = 50;

export function ContactsPage() {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 300);
  const [tag, setTag] = useState<string | null>(null);
  const mayExport = useMay('contacts:export');
  const mayWrite = useMay('contacts:write');
  const pages = useCursorPages(`${q}|${tag ?? ''}`);
  const filter = { ...(q ? { q } : {}), ...(tag ? { tag } : {}) };
  const list = useQuery(
    contactsQuery({ ...filter, limit: PAGE_SIZE, ...(pages.cursor ? { cursor: pages.cursor } : {}) }),
  );
  const tags = useQuery(tagsQuery);
  const isFiltered = q !== '' || tag !== null;
  const upload = mayWrite && (
    <ButtonLink to="/contacts/import" leftSection={<IconUpload size={18} aria-hidden />}>
      Import
    </ButtonLink>
  );
  const actions = (
    <>
      {mayExport && (
        <Button
          component="a"
          href={`/api/v1/contacts/export?${new URLSearchParams(filter).toString()}`}
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          {isFiltered ? 'Export these' : 'Export all'}
        </Button>
      )}
      {upload}
    </>
  );
  return (
    <>
      <PageHeader
        title="Contacts"
        description="Everyone you know. Whether a person may be mailed depends on what they subscribed to."
        actions={actions}
      />
      <Stack>
        <Group gap="sm">
          <TextInput
            aria-label="Search contacts"
            placeholder="Search by name, address or company"
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            style={{ flex: '1 1 220px' }}
          />
          <Select
            aria-label="Tag"
            placeholder="All tags"
            clearable
            searchable
            w={200}
            data={(tags.data?.items ?? []).map(({ name, contacts }) => ({
              value: name,
              label: `${name} (${formatNumber(contacts)})`,
            }))}
            value={tag}
            onChange={setTag}
          />
        </Group>
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Loading rows={8} height={28} />}
        {list.data && list.data.items.length > 0 && <ContactTable contacts={list.data.items} />}
        {list.data?.items.length === 0 && (
          <EmptyState
            icon={IconUsers}
            title={isFiltered ? 'Nobody matches' : 'No contacts yet'}
            action={isFiltered ? undefined : upload}
          >
            {isFiltered
              ? 'Try a shorter part of the name or address, or another tag.'
              : 'Import a CSV file or a Mailchimp export to begin.'}
          </EmptyState>
        )}
        {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      </Stack>
    </>
  );
}
