import { Button, Group, NumberInput, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import { UnsavedGuard } from '../ui/unsaved-guard';
import { assetQuery } from './asset-queries';
import type { Asset } from './models';

/** Name, key and what holds for new links. */
export function AssetForm({ asset }: { asset: Asset }) {
  const { t } = useTranslation(['assets', 'ui']);
  const client = useQueryClient();
  const mayWrite = useMay('assets:write');
  const form = useForm({
    initialValues: {
      name: asset.name,
      key: asset.key,
      description: asset.description,
      linkDays: asset.linkDays as number | string,
      maxDownloads: (asset.maxDownloads ?? '') as number | string,
    },
  });
  type Values = typeof form.values;
  const save = useMutation({
    mutationFn: (values: Values) =>
      unwrap(
        api.PATCH('/api/v1/assets/{id}', {
          params: { path: { id: asset.id } },
          body: {
            name: values.name,
            key: values.key,
            description: values.description,
            ...(typeof values.linkDays === 'number' ? { linkDays: values.linkDays } : {}),
            maxDownloads: typeof values.maxDownloads === 'number' ? values.maxDownloads : null,
          },
        }),
      ),
    onSuccess: (saved, values) => {
      client.setQueryData(assetQuery(asset.id).queryKey, saved);
      void client.invalidateQueries({ queryKey: ['assets', 'list'] });
      form.resetDirty(values);
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Card title={t('form.title')}>
      <UnsavedGuard isDirty={form.isDirty()} />
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <fieldset disabled={!mayWrite} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
          <Stack>
            <TextInput
              label={t('fields.name')}
              description={t('fields.nameHint')}
              required
              maxLength={200}
              {...form.getInputProps('name')}
            />
            <TextInput
              label={t('fields.key')}
              description={t('fields.keyHint')}
              required
              maxLength={80}
              {...form.getInputProps('key')}
            />
            <Textarea
              label={t('fields.description')}
              autosize
              minRows={2}
              maxLength={2000}
              {...form.getInputProps('description')}
            />
            <Group grow align="flex-start">
              <NumberInput
                label={t('fields.linkDays')}
                min={1}
                max={3650}
                allowDecimal={false}
                {...form.getInputProps('linkDays')}
              />
              <NumberInput
                label={t('fields.maxDownloads')}
                placeholder={t('fields.anyNumber')}
                min={1}
                max={10_000}
                allowDecimal={false}
                {...form.getInputProps('maxDownloads')}
              />
            </Group>
            <ProblemNotice
              error={save.error}
              shown={['/name', '/key', '/description', '/linkDays', '/maxDownloads']}
            />
            {mayWrite && (
              <Button
                type="submit"
                loading={save.isPending}
                disabled={!form.isDirty()}
                style={{ alignSelf: 'flex-start' }}
              >
                {t('ui:actions.save')}
              </Button>
            )}
          </Stack>
        </fieldset>
      </form>
    </Card>
  );
}
