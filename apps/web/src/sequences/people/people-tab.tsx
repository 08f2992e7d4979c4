import { Group, Paper, Select, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import IconUsers from '@tabler/icons-react/dist/esm/icons/IconUsers.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ContactPicker } from '../../contacts/contact-picker';
import { useMay } from '../../session/use-session';
import { EmptyState } from '../../ui/empty-state';
import { formatTime } from '../../ui/format-time';
import { Loading } from '../../ui/loading';
import { Pager } from '../../ui/pager';
import { ProblemNotice } from '../../ui/problem-notice';
import { useCursorPages } from '../../ui/use-cursor-pages';
import { useDescribe } from '../builder/use-describe';
import { asGraph } from '../graph/sequence-graph';
import type { Enrollment, Sequence } from '../models';
import { enrollmentsQuery } from '../sequence-queries';
import { EverybodyMenu } from './everybody-menu';
import { StoryDrawer } from './story-drawer';

const STATES: Enrollment['status'][] = ['active', 'completed', 'exited', 'stopped'];

interface Props {
  sequence: Sequence;
  step: string | undefined;
  onStep: (step: string | null) => void;
}

/** Who is or was in the sequence; each leads to the story of that passage. */
export function PeopleTab({ sequence, step, onStep }: Props) {
  const { t } = useTranslation(['sequences', 'ui']);
  const describe = useDescribe();
  const mayRead = useMay('contacts:read');
  const [status, setStatus] = useState<Enrollment['status'] | null>('active');
  const [contactId, setContact] = useState<string | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const pages = useCursorPages(`${status}:${step}:${contactId}`);
  const list = useQuery({
    ...enrollmentsQuery(sequence.id, {
      ...(status ? { status } : {}),
      ...(step ? { step } : {}),
      ...(contactId ? { contactId } : {}),
      ...(pages.cursor ? { cursor: pages.cursor } : {}),
    }),
    enabled: mayRead,
  });
  const { steps } = asGraph(sequence.graph);
  if (!mayRead) return <Text c="dimmed">{t('people.mayNot')}</Text>;
  return (
    <Stack>
      <Group gap="sm" align="flex-end">
        <Select
          label={t('people.state')}
          clearable
          clearButtonProps={{ 'aria-label': t('people.everyState') }}
          placeholder={t('people.everyState')}
          data={STATES.map((value) => ({ value, label: t(`people.states.${value}`) }))}
          value={status}
          onChange={(value) => setStatus(value as Enrollment['status'] | null)}
          w={{ base: '100%', xs: 180 }}
        />
        <Select
          label={t('people.step')}
          clearable
          clearButtonProps={{ 'aria-label': t('people.everyStep') }}
          placeholder={t('people.everyStep')}
          searchable
          data={Object.entries(steps).map(([id, one]) => ({
            value: id,
            label: t('steps.option', { step: describe.name(id, one), does: describe.step(one) }),
          }))}
          value={step ?? null}
          onChange={onStep}
          w={{ base: '100%', xs: 260 }}
        />
        <div style={{ flex: '1 1 220px', maxWidth: 320 }}>
          <ContactPicker label={t('people.contact')} value={contactId} onChange={setContact} />
        </div>
        {(status === null || status === 'active') && contactId === null && (
          <EverybodyMenu sequence={sequence} step={step} />
        )}
      </Group>
      <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Loading />}
      {list.data?.items.length === 0 && (
        <EmptyState icon={IconUsers} title={t('people.nobody')}>
          {sequence.publishedVersion === null ? t('people.notPublished') : t('people.nobodyHint')}
        </EmptyState>
      )}
      {list.data && list.data.items.length > 0 && (
        <PeopleTable
          items={list.data.items}
          nameOf={(id) => describe.name(id, steps[id])}
          onShow={(enrollment) => setShown(enrollment.id)}
        />
      )}
      {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      {shown && <StoryDrawer enrollmentId={shown} sequence={sequence} onClose={() => setShown(null)} />}
    </Stack>
  );
}

interface TableProps {
  items: Enrollment[];
  nameOf: (step: string) => string;
  onShow: (enrollment: Enrollment) => void;
}

function PeopleTable({ items, nameOf, onShow }: TableProps) {
  const { t } = useTranslation('sequences');
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table highlightOnHover className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('people.contact')}</Table.Th>
            <Table.Th>{t('people.at')}</Table.Th>
            <Table.Th visibleFrom="sm">{t('people.next')}</Table.Th>
            <Table.Th visibleFrom="md">{t('people.entered')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((one) => (
            <Table.Tr key={one.id}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <UnstyledButton className="row-link" fz="sm" onClick={() => onShow(one)}>
                  {one.contactEmail}
                </UnstyledButton>
                <Text size="xs" c="dimmed">
                  {t(`people.states.${one.status}`)}
                  {one.reason && one.reason !== 'end' && ` · ${t(`people.reasons.${one.reason}`)}`}
                </Text>
              </Table.Td>
              <Table.Td>
                {nameOf(one.step)}
                {one.problem && (
                  <Text size="xs" c="var(--mantine-color-error)">
                    {one.problem}
                  </Text>
                )}
              </Table.Td>
              <Table.Td visibleFrom="sm" style={{ whiteSpace: 'nowrap' }}>
                {one.dueAt
                  ? formatTime(one.dueAt)
                  : one.endedAt
                    ? t('people.ended', { when: formatTime(one.endedAt) })
                    : '–'}
              </Table.Td>
              <Table.Td visibleFrom="md" style={{ whiteSpace: 'nowrap' }}>
                {formatTime(one.enteredAt)}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
