import { Paper, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../ui/format-number';
import { formatAgo } from '../ui/format-time';
import type { SequenceSummary, StepCounts } from './models';
import { countsQuery } from './sequence-queries';
import { SequenceStatusBadge } from './sequence-status-badge';

export function SequenceTable({ sequences }: { sequences: SequenceSummary[] }) {
  const { t } = useTranslation('sequences');
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table highlightOnHover className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('table.name')}</Table.Th>
            <Table.Th>{t('table.state')}</Table.Th>
            <Table.Th ta="right">{t('table.inside')}</Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              {t('table.sent')}
            </Table.Th>
            <Table.Th ta="right" visibleFrom="md">
              {t('table.opened')}
            </Table.Th>
            <Table.Th ta="right" visibleFrom="md">
              {t('table.clicked')}
            </Table.Th>
            <Table.Th visibleFrom="lg">{t('table.changed')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sequences.map((sequence) => (
            <Row key={sequence.id} sequence={sequence} />
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}

type Figure = 'waiting' | 'sent' | 'opened' | 'clicked';

const sumOf = (steps: StepCounts[] | undefined, figure: Figure): string =>
  steps ? formatNumber(steps.reduce((sum, step) => sum + step[figure], 0)) : '–';

function Row({ sequence }: { sequence: SequenceSummary }) {
  const { t } = useTranslation('sequences');
  const isPublished = sequence.publishedVersion !== null;
  const { data } = useQuery({ ...countsQuery(sequence.id, false), enabled: isPublished });
  return (
    <Table.Tr>
      <Table.Td>
        <Link to="/sequences/$sequenceId" params={{ sequenceId: sequence.id }} className="row-link">
          {sequence.name}
        </Link>
        {sequence.description && (
          <Text size="sm" c="dimmed" lineClamp={1} visibleFrom="sm">
            {sequence.description}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <SequenceStatusBadge status={sequence.status} />
        {isPublished && sequence.hasChanges && (
          <Text size="xs" c="dimmed" mt={2}>
            {t('table.unpublished')}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="right">{sumOf(data?.steps, 'waiting')}</Table.Td>
      <Table.Td ta="right" visibleFrom="sm">
        {sumOf(data?.steps, 'sent')}
      </Table.Td>
      <Table.Td ta="right" visibleFrom="md">
        {sumOf(data?.steps, 'opened')}
      </Table.Td>
      <Table.Td ta="right" visibleFrom="md">
        {sumOf(data?.steps, 'clicked')}
      </Table.Td>
      <Table.Td visibleFrom="lg">{formatAgo(sequence.updatedAt)}</Table.Td>
    </Table.Tr>
  );
}
