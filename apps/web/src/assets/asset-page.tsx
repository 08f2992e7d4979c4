import { Badge, Button, Grid, Menu, Stack, Text } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/dist/esm/icons/IconChevronDown.mjs';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { formatBytes, formatNumber } from '../ui/format-number';
import { Loading } from '../ui/loading';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { AssetForm } from './asset-form';
import { assetQuery } from './asset-queries';
import { DownloadsCard } from './downloads-card';
import { LinkDialog } from './link-dialog';
import type { Asset } from './models';
import { UploadDialog } from './upload-dialog';
import { VersionsCard } from './versions-card';

export function AssetPage() {
  const { t } = useTranslation('assets');
  const { assetId } = useParams({ strict: false }) as { assetId: string };
  const { data: asset, error, refetch } = useQuery(assetQuery(assetId));
  if (!asset) {
    return error ? (
      <ProblemNotice error={error} title={t('one')} onRetry={() => void refetch()} />
    ) : (
      <Loading rows={5} />
    );
  }
  return (
    <>
      <PageHeader
        title={asset.name}
        back={{ to: '/assets', label: t('title') }}
        aside={asset.status === 'archived' && <Badge variant="default">{t('status.archived')}</Badge>}
        description={`${asset.version.fileName}, ${formatBytes(asset.version.bytes)}, ${asset.version.mediaType}`}
        actions={<Actions asset={asset} />}
      />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack gap="lg">
            <DownloadsCard asset={asset} />
            <VersionsCard asset={asset} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="lg">
            <Figures asset={asset} />
            <AssetForm key={asset.id} asset={asset} />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

function Figures({ asset }: { asset: Asset }) {
  const { t } = useTranslation('assets');
  const { people, downloads, links } = asset.counts;
  return (
    <Card title={t('figures.title')} hint={t('figures.hint')}>
      <dl className="numbers" style={{ display: 'flex', flexWrap: 'wrap', gap: '8px 28px', margin: 0 }}>
        {(
          [
            ['people', people],
            ['downloads', downloads],
            ['links', links],
          ] as const
        ).map(([key, value]) => (
          <div key={key}>
            <Text component="dt" size="sm" c="dimmed">
              {t(`table.${key}`)}
            </Text>
            <Text component="dd" m={0} fz={24} fw={650}>
              {formatNumber(value)}
            </Text>
          </div>
        ))}
      </dl>
    </Card>
  );
}

type Action = 'archive' | 'restore' | 'delete';

async function perform(action: Action, id: string): Promise<void> {
  const params = { params: { path: { id } } };
  if (action === 'archive') await unwrap(api.POST('/api/v1/assets/{id}/archive', params));
  if (action === 'restore') await unwrap(api.POST('/api/v1/assets/{id}/restore', params));
  if (action === 'delete') await unwrap(api.DELETE('/api/v1/assets/{id}', params));
}

function Actions({ asset }: { asset: Asset }) {
  const { t } = useTranslation(['assets', 'ui']);
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayWrite = useMay('assets:write');
  const [dialog, setDialog] = useState<'link' | 'upload' | null>(null);
  const [asked, setAsked] = useState<Action | null>(null);
  const run = useMutation({
    mutationFn: (action: Action) => perform(action, asset.id),
    onSuccess: async (_, action) => {
      setAsked(null);
      if (action === 'delete') {
        client.removeQueries({ queryKey: ['assets', 'one', asset.id] });
        await navigate({ to: '/assets' });
      }
      await client.invalidateQueries({ queryKey: ['assets'] });
    },
  });
  const isActive = asset.status === 'active';
  return (
    <>
      <Button component="a" variant="default" href={`/api/v1/assets/${asset.id}/file`} download>
        {t('ui:actions.download')}
      </Button>
      {mayWrite && (
        <>
          <Menu position="bottom-end" width={220}>
            <Menu.Target>
              <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden />}>
                {t('actions.more')}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setDialog('upload')}>{t('actions.newVersion')}</Menu.Item>
              <Menu.Item onClick={() => setAsked(isActive ? 'archive' : 'restore')}>
                {t(isActive ? 'ui:actions.archive' : 'ui:actions.restore')}
              </Menu.Item>
              <Menu.Item c="var(--mantine-color-error)" onClick={() => setAsked('delete')}>
                {t('ui:actions.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          {isActive && <Button onClick={() => setDialog('link')}>{t('actions.link')}</Button>}
        </>
      )}
      {dialog === 'upload' && <UploadDialog asset={asset} onClose={() => setDialog(null)} />}
      {dialog === 'link' && <LinkDialog asset={asset} onClose={() => setDialog(null)} />}
      <ConfirmDialog
        opened={asked !== null}
        title={asked ? t(`ask.${asked}.title`) : ''}
        confirmLabel={asked ? t(`ui:actions.${asked}`) : ''}
        isDangerous={asked === 'delete'}
        isBusy={run.isPending}
        error={run.error}
        onConfirm={() => asked && run.mutate(asked)}
        onClose={() => setAsked(null)}
      >
        {asked && t(`ask.${asked}.text`)}
      </ConfirmDialog>
    </>
  );
}
