import { Button, List, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Loading } from '../../ui/loading';
import { imageUsesQuery, type LibraryImage } from './image-queries';

/** Deletes a picture after saying where a gap would remain. */
export function DeleteImage({ image, onDeleted }: { image: LibraryImage; onDeleted: () => void }) {
  const { t } = useTranslation('images');
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE('/api/v1/images/{id}', {
          params: { path: { id: image.id }, query: { evenIfUsed: true } },
        }),
      ),
    onSuccess: async () => {
      setAsking(false);
      onDeleted();
      await client.invalidateQueries({ queryKey: ['images'] });
    },
  });
  return (
    <>
      <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking(true)}>
        {t('delete.button')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('delete.title')}
        confirmLabel={t('delete.confirm')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {isAsking && <Uses id={image.id} />}
      </ConfirmDialog>
    </>
  );
}

function Uses({ id }: { id: string }) {
  const { t } = useTranslation('images');
  const uses = useQuery(imageUsesQuery(id));
  if (!uses.data) return <Loading rows={1} />;
  const { templates, savedBlocks, versions, isLogo } = uses.data;
  const names = [...templates, ...savedBlocks].map(({ name }) => name);
  if (names.length === 0 && versions === 0 && !isLogo) return t('delete.unused');
  return (
    <Stack gap="xs">
      <Text size="sm">{t('delete.used')}</Text>
      <List size="sm">
        {isLogo && <List.Item>{t('delete.logo')}</List.Item>}
        {names.slice(0, 8).map((name, index) => (
          <List.Item key={index}>{name}</List.Item>
        ))}
        {names.length > 8 && <List.Item>{t('delete.more', { count: names.length - 8 })}</List.Item>}
        {versions > 0 && <List.Item>{t('delete.versions', { count: versions })}</List.Item>}
      </List>
    </Stack>
  );
}
