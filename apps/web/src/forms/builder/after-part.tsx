import { Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { assetsQuery } from '../../assets/asset-queries';
import { useMay } from '../../session/use-session';
import type { AfterSubmit } from '../form-definition';
import type { PartProps } from './build-tab';

const KINDS = ['message', 'redirect', 'asset'] as const;

/** What the visitor gets. */
export function AfterPart({ draft, errorOf }: PartProps) {
  const { t } = useTranslation('forms');
  const { after, assetId } = draft.definition;
  const mayRead = useMay('assets:read');
  const assets = useQuery({ ...assetsQuery({ status: 'active' }), enabled: mayRead }).data?.items ?? [];
  const setKind = (kind: AfterSubmit['kind']) =>
    draft.change({ after: kind === 'redirect' ? { kind, url: 'https://' } : { kind } });
  return (
    <Stack>
      <Select
        label={t('after.asset')}
        description={t('after.assetHint')}
        placeholder={t('after.noAsset')}
        clearable
        clearButtonProps={{ 'aria-label': t('after.noAsset') }}
        searchable
        data={assets.map(({ id, name }) => ({ value: id, label: name }))}
        value={assetId}
        onChange={(id) => draft.change({ assetId: id, after: id ? { kind: 'asset' } : { kind: 'message' } })}
        error={errorOf('assetId')}
      />
      <Select
        label={t('after.kind')}
        allowDeselect={false}
        data={KINDS.filter((kind) => kind !== 'asset' || assetId !== null).map((value) => ({
          value,
          label: t(`after.kinds.${value}`),
        }))}
        value={after.kind}
        onChange={(kind) => kind && setKind(kind as AfterSubmit['kind'])}
      />
      {after.kind === 'redirect' && (
        <TextInput
          label={t('after.url')}
          type="url"
          required
          maxLength={2000}
          value={after.url}
          onChange={(event) => draft.change({ after: { kind: 'redirect', url: event.currentTarget.value } })}
          error={errorOf('after')}
        />
      )}
    </Stack>
  );
}
