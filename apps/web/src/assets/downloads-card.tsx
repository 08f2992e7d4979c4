import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { AnchorLink } from '../ui/anchor-link';
import { Card } from '../ui/card';
import { formatNumber } from '../ui/format-number';
import { formatTime } from '../ui/format-time';
import { Loading } from '../ui/loading';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { assetDownloadsQuery } from './asset-queries';
import type { Asset } from './models';

/** Who downloaded it, newest first. */
export function DownloadsCard({ asset }: { asset: Asset }) {
  const { t } = useTranslation('assets');
  const mayRead = useMay('contacts:read');
  const pages = useCursorPages(asset.id);
  const list = useQuery({ ...assetDownloadsQuery(asset.id, pages.cursor), enabled: mayRead });
  if (!mayRead) return null;
  return (
    <Card title={t('downloads.title')}>
      <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Loading rows={3} />}
      {list.data?.items.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('downloads.nobody')}
        </Text>
      )}
      {list.data && list.data.items.length > 0 && (
        <Table className="numbers">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('downloads.who')}</Table.Th>
              <Table.Th>{t('downloads.first')}</Table.Th>
              <Table.Th ta="right">{t('downloads.times')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {list.data.items.map((one) => (
              <Table.Tr key={one.id}>
                <Table.Td miw={140} style={{ overflowWrap: 'anywhere' }}>
                  {one.contactId ? (
                    <AnchorLink to="/contacts/$contactId" params={{ contactId: one.contactId }} size="sm">
                      {one.email}
                    </AnchorLink>
                  ) : (
                    t('downloads.erased')
                  )}
                </Table.Td>
                <Table.Td>{formatTime(one.firstAt)}</Table.Td>
                <Table.Td ta="right">{formatNumber(one.downloads)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
    </Card>
  );
}
