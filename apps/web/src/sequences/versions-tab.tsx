import { Badge, Group, Paper, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, Modal } from '@mantine/core';
import { EmptyState } from '../ui/empty-state';
import { formatTime } from '../ui/format-time';
import { Loading } from '../ui/loading';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import IconHistory from '@tabler/icons-react/dist/esm/icons/IconHistory.mjs';
import { BuilderContext, useBuilder } from './builder/builder-context';
import { StepList } from './builder/step-list';
import { useDescribe } from './builder/use-describe';
import { asGraph } from './graph/sequence-graph';
import type { Sequence } from './models';
import { versionQuery, versionsQuery } from './sequence-queries';

/** What was published when and by whom. Each can be looked at. */
export function VersionsTab({ sequence }: { sequence: Sequence }) {
  const { t } = useTranslation('sequences');
  const pages = useCursorPages('');
  const { data, error, refetch } = useQuery(versionsQuery(sequence.id, pages.cursor));
  const [shown, setShown] = useState<number | null>(null);
  if (error) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.items.length === 0) {
    return (
      <EmptyState icon={IconHistory} title={t('versions.none')}>
        {t('versions.noneHint')}
      </EmptyState>
    );
  }
  return (
    <>
      <Paper withBorder style={{ overflow: 'hidden' }}>
        <Table className="numbers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('versions.number')}</Table.Th>
              <Table.Th>{t('versions.when')}</Table.Th>
              <Table.Th visibleFrom="xs">{t('versions.who')}</Table.Th>
              <Table.Th>
                <Text span size="sm" fw={600}>
                  {t('versions.steps')}
                </Text>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map(({ number, publishedAt, publishedBy }) => (
              <Table.Tr key={number}>
                <Table.Td>
                  <Group gap="xs">
                    {number}
                    {number === sequence.publishedVersion && (
                      <Badge variant="light" c="var(--mantine-color-text)">
                        {t('versions.current')}
                      </Badge>
                    )}
                  </Group>
                </Table.Td>
                <Table.Td>{formatTime(publishedAt)}</Table.Td>
                <Table.Td visibleFrom="xs">{publishedBy}</Table.Td>
                <Table.Td>
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('versions.lookAt', { number })}
                    onClick={() => setShown(number)}
                  >
                    {t('versions.look')}
                  </Button>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
      <Pager pages={pages} nextCursor={data.nextCursor} />
      {shown !== null && (
        <Modal
          opened
          onClose={() => setShown(null)}
          size="lg"
          title={<Text fw={650}>{t('versions.title', { number: shown })}</Text>}
        >
          <OldSteps sequence={sequence} number={shown} />
        </Modal>
      )}
    </>
  );
}

function OldSteps({ sequence, number }: { sequence: Sequence; number: number }) {
  const builder = useBuilder();
  const describe = useDescribe();
  const { data, error } = useQuery(versionQuery(sequence.id, number));
  if (error) return <ProblemNotice error={error} />;
  if (!data) return <Loading />;
  const shown = {
    ...builder,
    graph: asGraph(data.graph),
    isReadOnly: true,
    selection: null,
    select: () => undefined,
    problems: [],
    path: null,
  };
  return (
    <BuilderContext value={shown}>
      <StepList describe={describe} />
    </BuilderContext>
  );
}
