import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { ButtonLink } from '../ui/button-link';
import { EmptyState } from '../ui/empty-state';
import { formatNumber } from '../ui/format';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { BulkBar } from './bulk-bar';
import { ColumnChooser } from './column-chooser';
import { COLUMNS, useColumns } from './columns';
import { CONTACT_SORTS, filterOf, isFiltered, type ContactSearch, type ContactSort } from './contact-search';
import { contactFieldsQuery, contactsQuery, tagsQuery } from './contact-queries';
import { ContactTable } from './contact-table';
import { FieldFilters } from './field-filters';
import { NewContactButton } from './new-contact';

const PAGE_SIZE = 50;

export function ContactsPage() {
  const { t } = useTranslation('contacts');
  const search = useSearch({ strict: false }) as ContactSearch;
  const mayWrite = useMay('contacts:write');
  const pages = useCursorPages(JSON.stringify(search));
  const [chosen, setChosen] = useState<Set<string>>(new Set());
  const [columns, setColumns] = useColumns();
  const fields = useQuery(contactFieldsQuery);
  const list = useQuery(
    contactsQuery({ ...search, limit: PAGE_SIZE, ...(pages.cursor ? { cursor: pages.cursor } : {}) }),
  );
  const custom = fields.data?.items ?? [];
  const labelOf = (column: string) => {
    const own = COLUMNS.find((name) => name === column);
    if (own) return t(`columns.${own}`);
    return custom.find(({ key }) => `attributes.${key}` === column)?.label ?? column;
  };
  const isNarrowed = isFiltered(search);
  return (
    <>
      <PageHeader
        title={t('title')}
        description={t('list.description')}
        actions={<Actions search={search} />}
      />
      <Stack>
        <Filters search={search}>
          <ColumnChooser columns={columns} fields={custom} onChange={setColumns} />
        </Filters>
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        <BulkBar
          chosen={chosen}
          search={search}
          hasMore={Boolean(list.data?.nextCursor) || pages.page > 1}
          onDone={() => setChosen(new Set())}
        />
        {list.isPending && <Loading rows={8} height={28} />}
        {list.data && list.data.items.length > 0 && (
          <ContactTable
            contacts={list.data.items}
            columns={columns}
            labelOf={labelOf}
            chosen={mayWrite ? chosen : null}
            onChoose={setChosen}
          />
        )}
        {list.data?.items.length === 0 && (
          <EmptyState
            icon={IconUsers}
            title={t(isNarrowed ? 'list.noMatch' : 'list.none')}
            action={isNarrowed || !mayWrite ? undefined : <ImportLink />}
          >
            {t(isNarrowed ? 'list.noMatchText' : 'list.noneText')}
          </EmptyState>
        )}
        {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      </Stack>
    </>
  );
}

function ImportLink() {
  const { t } = useTranslation('contacts');
  return (
    <ButtonLink to="/contacts/import" leftSection={<IconUpload size={18} aria-hidden />}>
      {t('list.import')}
    </ButtonLink>
  );
}

function Actions({ search }: { search: ContactSearch }) {
  const { t } = useTranslation('contacts');
  const mayExport = useMay('contacts:export');
  const mayWrite = useMay('contacts:write');
  const { field = [], ...rest } = filterOf(search);
  const query = new URLSearchParams(rest);
  field.forEach((filter) => query.append('field', filter));
  return (
    <>
      <ButtonLink to="/contacts/fields" variant="default">
        {t('fields.title')}
      </ButtonLink>
      {mayExport && (
        <Button
          component="a"
          href={`/api/v1/contacts/export?${query.toString()}`}
          variant="default"
          leftSection={<IconDownload size={18} aria-hidden />}
        >
          {t(isFiltered(search) ? 'list.exportThese' : 'list.exportAll')}
        </Button>
      )}
      {mayWrite && <NewContactButton />}
      {mayWrite && <ImportLink />}
    </>
  );
}

function Filters({ search, children }: { search: ContactSearch; children: React.ReactNode }) {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const tags = useQuery(tagsQuery);
  const [typed, setTyped] = useState(search.q ?? '');
  const change = (next: Partial<Record<keyof ContactSearch, unknown>>) =>
    void navigate({ to: '/contacts', search: { ...search, ...next } as ContactSearch, replace: true });
  const changeText = useDebouncedCallback((q: string) => change({ q: q.trim() || undefined }), 300);
  return (
    <Group gap="sm">
      <TextInput
        aria-label={t('list.search')}
        placeholder={t('list.searchPlaceholder')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          changeText(event.currentTarget.value);
        }}
        style={{ flex: '1 1 220px' }}
      />
      <Select
        aria-label={t('list.tag')}
        placeholder={t('list.allTags')}
        clearable
        clearButtonProps={{ 'aria-label': t('list.allTags') }}
        searchable
        w={180}
        data={(tags.data?.items ?? []).map(({ name, contacts }) => ({
          value: name,
          label: `${name} (${formatNumber(contacts)})`,
        }))}
        value={search.tag ?? null}
        onChange={(tag) => change({ tag: tag ?? undefined })}
      />
      <FieldFilters
        filters={search.field ?? []}
        onChange={(field) => change({ field: field.length > 0 ? field : undefined })}
      />
      <Select
        aria-label={t('list.sort')}
        w={190}
        allowDeselect={false}
        data={CONTACT_SORTS.map((sort) => ({ value: sort, label: t(`sorts.${sort}`) }))}
        value={search.sort ?? 'createdAt'}
        onChange={(sort) =>
          change({
            sort: sort as ContactSort,
            // Names from A, times from now.
            direction: sort === 'createdAt' || sort === 'updatedAt' ? undefined : 'asc',
          })
        }
      />
      {children}
    </Group>
  );
}
