import { Badge, Button, Paper, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import IconFileDownload from '@tabler/icons-react/dist/esm/icons/IconFileDownload.mjs';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { formatBytes, formatNumber } from '../ui/format-number';
import { formatAgo } from '../ui/format-time';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { Pager } from '../ui/pager';
import { ProblemNotice } from '../ui/problem-notice';
import { useCursorPages } from '../ui/use-cursor-pages';
import { assetsQuery } from './asset-queries';
import type { Asset } from './models';
import { UploadDialog } from './upload-dialog';

const PAGE_SIZE = 25;

/** Files that people ask for. */
export function AssetsPage() {
  const { t } = useTranslation('assets');
  const [status, setStatus] = useState<Asset['status']>('active');
  const [isUploading, setUploading] = useState(false);
  const mayWrite = useMay('assets:write');
  const pages = useCursorPages(status);
  const list = useQuery(
    assetsQuery({ limit: PAGE_SIZE, status, ...(pages.cursor ? { cursor: pages.cursor } : {}) }),
  );
  const upload = mayWrite && (
    <Button leftSection={<IconUpload size={18} aria-hidden />} onClick={() => setUploading(true)}>
      {t('list.upload')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('title')} description={t('list.description')} actions={upload} />
      <Stack>
        <SegmentedControl
          aria-label={t('list.which')}
          data={[
            { value: 'active', label: t('list.active') },
            { value: 'archived', label: t('list.archived') },
          ]}
          value={status}
          onChange={(value) => setStatus(value as Asset['status'])}
          style={{ alignSelf: 'flex-start' }}
        />
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Loading />}
        {list.data && list.data.items.length > 0 && <AssetTable assets={list.data.items} />}
        {list.data?.items.length === 0 && (
          <EmptyState
            icon={IconFileDownload}
            title={status === 'active' ? t('list.empty') : t('list.noneArchived')}
            action={status === 'active' && upload}
          >
            {status === 'active' ? t('list.emptyHint') : t('list.noneArchivedHint')}
          </EmptyState>
        )}
        {list.data && <Pager pages={pages} nextCursor={list.data.nextCursor} />}
      </Stack>
      {isUploading && <UploadDialog onClose={() => setUploading(false)} />}
    </>
  );
}

function AssetTable({ assets }: { assets: Asset[] }) {
  const { t } = useTranslation('assets');
  return (
    <Paper withBorder style={{ overflow: 'hidden' }}>
      <Table highlightOnHover className="numbers">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('table.asset')}</Table.Th>
            <Table.Th ta="right">{t('table.people')}</Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              {t('table.downloads')}
            </Table.Th>
            <Table.Th ta="right" visibleFrom="sm">
              {t('table.links')}
            </Table.Th>
            <Table.Th visibleFrom="md">{t('table.changed')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {assets.map((asset) => (
            <Table.Tr key={asset.id}>
              <Table.Td style={{ overflowWrap: 'anywhere' }}>
                <Link to="/assets/$assetId" params={{ assetId: asset.id }} className="row-link">
                  {asset.name}
                </Link>{' '}
                {asset.status === 'archived' && <Badge variant="default">{t('status.archived')}</Badge>}
                <Text size="sm" c="dimmed">
                  {asset.version.fileName}, {formatBytes(asset.version.bytes)}
                </Text>
              </Table.Td>
              <Table.Td ta="right">{formatNumber(asset.counts.people)}</Table.Td>
              <Table.Td ta="right" visibleFrom="sm">
                {formatNumber(asset.counts.downloads)}
              </Table.Td>
              <Table.Td ta="right" visibleFrom="sm">
                {formatNumber(asset.counts.links)}
              </Table.Td>
              <Table.Td visibleFrom="md">{formatAgo(asset.updatedAt)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Paper>
  );
}
