import { ActionIcon, Badge, Group, Table, Text } from '@mantine/core';
import IconDownload from '@tabler/icons-react/dist/esm/icons/IconDownload.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { formatBytes } from '../ui/format-number';
import { formatTime } from '../ui/format-time';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { assetVersionsQuery } from './asset-queries';
import type { Asset, AssetVersion } from './models';

/** Every file that was uploaded. Links lead to the newest; older ones can be deleted. */
export function VersionsCard({ asset }: { asset: Asset }) {
  const { t } = useTranslation(['assets', 'ui']);
  const client = useQueryClient();
  const mayWrite = useMay('assets:write');
  const list = useQuery(assetVersionsQuery(asset.id));
  const [asked, setAsked] = useState<AssetVersion | null>(null);
  const remove = useMutation({
    mutationFn: (number: number) =>
      unwrap(
        api.DELETE('/api/v1/assets/{id}/versions/{number}', {
          params: { path: { id: asset.id, number: String(number) } },
        }),
      ),
    onSuccess: async () => {
      setAsked(null);
      await client.invalidateQueries({ queryKey: ['assets', 'versions', asset.id] });
    },
  });
  return (
    <Card title={t('versions.title')} hint={t('versions.hint')}>
      <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
      {list.isPending && <Loading rows={2} />}
      {list.data && (
        <Table className="numbers">
          <Table.Tbody>
            {list.data.items.map((version) => {
              const isNewest = version.number === asset.version.number;
              return (
                <Table.Tr key={version.number}>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>
                    <Group gap="xs">
                      <Text size="sm" fw={600}>
                        {t('versions.number', { number: version.number })}
                      </Text>
                      {isNewest && (
                        <Badge variant="light" c="var(--mantine-color-text)">
                          {t('versions.newest')}
                        </Badge>
                      )}
                    </Group>
                    <Text size="sm" c="dimmed">
                      {version.fileName}, {formatBytes(version.bytes)}, {formatTime(version.uploadedAt)}
                    </Text>
                  </Table.Td>
                  <Table.Td ta="right">
                    <Group gap={4} justify="flex-end" wrap="nowrap">
                      <ActionIcon
                        component="a"
                        href={`/api/v1/assets/${asset.id}/file?version=${version.number}`}
                        download
                        variant="subtle"
                        color="gray"
                        size={34}
                        aria-label={t('versions.download', { number: version.number })}
                      >
                        <IconDownload size={18} aria-hidden />
                      </ActionIcon>
                      {mayWrite && !isNewest && (
                        <ActionIcon
                          variant="subtle"
                          color="gray"
                          size={34}
                          aria-label={t('versions.delete', { number: version.number })}
                          onClick={() => setAsked(version)}
                        >
                          <IconTrash size={18} aria-hidden />
                        </ActionIcon>
                      )}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              );
            })}
          </Table.Tbody>
        </Table>
      )}
      <ConfirmDialog
        opened={asked !== null}
        title={t('versions.deleteTitle', { number: asked?.number ?? 0 })}
        confirmLabel={t('ui:actions.delete')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => asked && remove.mutate(asked.number)}
        onClose={() => setAsked(null)}
      >
        {t('versions.deleteText')}
      </ConfirmDialog>
    </Card>
  );
}
