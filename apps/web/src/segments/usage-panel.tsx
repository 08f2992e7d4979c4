import { Alert, Badge, Paper, Table } from '@mantine/core';
import IconPlug from '@tabler/icons-react/dist/esm/icons/IconPlug.mjs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema.gen';
import { AnchorLink } from '../ui/anchor-link';
import { EmptyState } from '../ui/empty-state';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { segmentUsageQuery } from './segment-queries';

type User = components['schemas']['SegmentUserView'];

/** Campaigns, sequences and segments that name this one. */
export function UsagePanel({ segmentId }: { segmentId: string }) {
  const { t } = useTranslation('segments');
  const { data, error, refetch } = useQuery(segmentUsageQuery(segmentId));
  if (!data)
    return error ? <ProblemNotice error={error} onRetry={() => void refetch()} /> : <Loading rows={3} />;
  if (data.users.length === 0)
    return (
      <EmptyState icon={IconPlug} title={t('usage.none')}>
        {t('usage.noneText')}
      </EmptyState>
    );
  return (
    <>
      {!data.canBeDeleted && (
        <Alert color="blue" mb="md">
          {t('usage.blocks')}
        </Alert>
      )}
      <Paper withBorder style={{ overflow: 'hidden' }}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('usage.by')}</Table.Th>
              <Table.Th>{t('usage.kind')}</Table.Th>
              <Table.Th visibleFrom="xs">{t('usage.deletion')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.users.map((user) => (
              <Table.Tr key={user.id}>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>
                  <UserName user={user} />
                </Table.Td>
                <Table.Td>{t(`usage.${user.kind}`)}</Table.Td>
                <Table.Td visibleFrom="xs">
                  {user.blocksDeletion && (
                    <Badge variant="default" size="sm">
                      {t('usage.blocksDeletion')}
                    </Badge>
                  )}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Paper>
    </>
  );
}

function UserName({ user }: { user: User }) {
  switch (user.kind) {
    case 'campaign':
      return (
        <AnchorLink to="/campaigns/$campaignId" params={{ campaignId: user.id }} inherit>
          {user.name}
        </AnchorLink>
      );
    case 'segment':
      return (
        <AnchorLink to="/segments/$segmentId" params={{ segmentId: user.id }} inherit>
          {user.name}
        </AnchorLink>
      );
    case 'sequence':
      return (
        <AnchorLink to="/sequences/$sequenceId" params={{ sequenceId: user.id }} inherit>
          {user.name}
        </AnchorLink>
      );
  }
}
