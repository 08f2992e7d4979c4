import {
  Badge,
  Button,
  Group,
  Paper,
  Select,
  Stack,
  Table,
  Text,
  TextInput,
  UnstyledButton,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconInbox from '@tabler/icons-react/dist/esm/icons/IconInbox.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { formatTime } from '../ui/format-time';
import { Loading } from '../ui/loading';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { submissionsQuery } from './form-queries';
import { SubmissionDetails } from './submission-details';
import { useReasonText } from './use-reason-text';
import type { Form, Submission, SubmissionStatus } from './models';

const STATES: SubmissionStatus[] = ['confirmed', 'accepted', 'pending', 'held', 'spam'];

/** What was sent in, spam with its reasons only when asked for. */
export function SubmissionsTab({ form }: { form: Form }) {
  const { t } = useTranslation(['forms', 'ui']);
  const may = { read: useMay('contacts:read'), export: useMay('contacts:export') };
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 300);
  const [status, setStatus] = useState<SubmissionStatus | null>(null);
  const [shown, setShown] = useState<Submission | null>(null);
  const filter = { ...(search ? { search } : {}), ...(status ? { status } : {}) };
  const pages = useCursorPages(JSON.stringify(filter));
  const list = useQuery({
    ...submissionsQuery(form.id, { ...filter, ...(pages.cursor ? { cursor: pages.cursor } : {}) }),
    enabled: may.read,
  });
  if (!may.read) return <Text c="dimmed">{t('submissions.mayNot')}</Text>;
  return (
    <Stack>
      <Group gap="sm">
        <TextInput
          aria-label={t('submissions.search')}
          placeholder={t('submissions.search')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          w={{ base: '100%', xs: 280 }}
        />
        <Select
          aria-label={t('submissions.state')}
          placeholder={t('submissions.allButSpam')}
          clearable
          clearButtonProps={{ 'aria-label': t('submissions.allButSpam') }}
          data={STATES.map((value) => ({ value, label: t(`submissions.states.${value}`) }))}
          value={status}
          onChange={(value) => setStatus(value as SubmissionStatus | null)}
          w={{ base: '100%', xs: 220 }}
        />
        {may.export && (
          <Button
            component="a"
            variant="default"
            href={`/api/v1/forms/${form.id}/submissions/export?${new URLSearchParams(filter).toString()}`}
            download
          >
            {t('submissions.export')}
          </Button>
        )}
      </Group>
      <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Loading />}
      {list.data?.items.length === 0 && (
        <EmptyState icon={IconInbox} title={t('submissions.none')}>
          {search || status ? t('submissions.noMatch') : t('submissions.noneHint')}
        </EmptyState>
      )}
      {list.data && list.data.items.length > 0 && <Rows items={list.data.items} onShow={setShown} />}
      {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      {shown && <SubmissionDetails form={form} submission={shown} onClose={() => setShown(null)} />}
    </Stack>
  );
}

function Rows({ items, onShow }: { items: Submission[]; onShow: (submission: Submission) => void }) {
  const { t } = useTranslation('forms');
  const reasonText = useReasonText();
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table highlightOnHover className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('submissions.who')}</Table.Th>
            <Table.Th>{t('submissions.state')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('submissions.when')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <UnstyledButton className="row-link" fz="sm" onClick={() => onShow(one)}>
                  {one.email ?? t('submissions.nobody')}
                </UnstyledButton>
              </Table.Td>
              <Table.Td>
                <Badge variant="default" h="auto" styles={{ label: { whiteSpace: 'normal' } }}>
                  {t(`submissions.states.${one.status}`)}
                </Badge>
                {one.status === 'spam' && (
                  <Text size="xs" c="dimmed">
                    {one.reasons.map(reasonText).join(', ')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td visibleFrom="sm">{formatTime(one.createdAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
