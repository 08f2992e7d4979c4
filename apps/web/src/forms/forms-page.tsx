import { Badge, Button, Paper, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconForms from '@tabler/icons-react/dist/esm/icons/IconForms.mjs';
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { formatNumber, formatRate } from '../ui/format-number';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { formsQuery, funnelQuery } from './form-queries';
import type { Form } from './models';
import { NewFormDialog } from './new-form-dialog';

const PAGE_SIZE = 25;

export function FormsPage() {
  const { t } = useTranslation('forms');
  const [typed, setTyped] = useState('');
  const [isNaming, setNaming] = useState(false);
  const [search] = useDebouncedValue(typed.trim(), 300);
  const mayWrite = useMay('forms:write');
  const pages = useCursorPages(search);
  const list = useQuery(
    formsQuery({
      limit: PAGE_SIZE,
      ...(search ? { search } : {}),
      ...(pages.cursor ? { cursor: pages.cursor } : {}),
    }),
  );
  const create = mayWrite && (
    <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setNaming(true)}>
      {t('list.new')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('list.description')} actions={create} />
      <Stack>
        <TextInput
          aria-label={t('list.search')}
          placeholder={t('list.searchHint')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          maw={360}
        />
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Loading />}
        {list.data && list.data.items.length > 0 && <FormTable forms={list.data.items} />}
        {list.data?.items.length === 0 && (
          <EmptyState
            icon={IconForms}
            title={search ? t('list.noMatch') : t('list.empty')}
            action={search ? undefined : create}
          >
            {search ? t('list.noMatchHint') : t('list.emptyHint')}
          </EmptyState>
        )}
        {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      </Stack>
      <NewFormDialog opened={isNaming} onClose={() => setNaming(false)} />
    </>
  );
}

function FormTable({ forms }: { forms: Form[] }) {
  const { t } = useTranslation('forms');
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table highlightOnHover className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('one')}</Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              {t('funnel.views')}
            </Table.Th>
            <Table.Th ta="right" visibleFrom="md">
              {t('funnel.starts')}
            </Table.Th>
            <Table.Th ta="right">{t('funnel.submissions')}</Table.Th>
            <Table.Th ta="right">{t('funnel.confirmed')}</Table.Th>
            <Table.Th ta="right" visibleFrom="md">
              {t('funnel.conversion')}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {forms.map((form) => (
            <Row key={form.id} form={form} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

function Row({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const { data } = useQuery(funnelQuery(form.id));
  const figure = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value));
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/forms/$formId" params={{ formId: form.id }} className="row-link">
          {form.name}
        </Link>{' '}
        <FormStatusBadge status={form.status} />
        {form.hasChanges && form.publishedVersion !== null && (
          <Text size="xs" c="dimmed">
            {t('list.unpublished')}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right" visibleFrom="sm">
        {figure(data?.views)}
      </Table.Td>
      <Table.Td ta="right" visibleFrom="md">
        {figure(data?.starts)}
      </Table.Td>
      <Table.Td ta="right">{figure(data?.submissions)}</Table.Td>
      <Table.Td ta="right">{figure(data?.confirmed)}</Table.Td>
      <Table.Td ta="right" visibleFrom="md">
        {formatRate(data && data.views > 0 ? data.confirmed / data.views : null)}
      </Table.Td>
    </Table.Tr>
  );
}

export function FormStatusBadge({ status }: { status: Form['status'] }) {
  const { t } = useTranslation('forms');
  return (
    <Badge
      variant="light"
      color={status === 'published' ? 'tide' : 'gray'}
      c="var(--mantine-color-text)"
      miw="max-content"
    >
      {t(`status.${status}`)}
    </Badge>
  );
}
