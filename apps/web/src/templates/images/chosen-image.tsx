import { Alert, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { formatBytes } from '../../ui/format-number';
import { DeleteImage } from './delete-image';
import classes from './image-library.module.css';
import type { LibraryImage } from './image-queries';

interface Props {
  image: LibraryImage;
  onUse: (alt: string) => void;
  onDeleted: () => void;
}

/** Asks what the picture shows before it is used. */
export function ChosenImage({ image, onUse, onDeleted }: Props) {
  const { t } = useTranslation('images');
  const client = useQueryClient();
  const [alt, setAlt] = useState(image.alt);
  // Kept as the suggestion for the next email; using the picture does not wait for it.
  const remember = useMutation({
    mutationFn: (text: string) =>
      unwrap(api.PATCH('/api/v1/images/{id}', { params: { path: { id: image.id } }, body: { alt: text } })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['images'] }),
  });
  const use = (event: FormEvent) => {
    event.preventDefault();
    const text = alt.trim();
    if (text !== image.alt) remember.mutate(text);
    onUse(text);
  };
  return (
    <Paper withBorder p="md" role="region" aria-label={t('chosen.label')}>
      <form onSubmit={use}>
        <Group align="flex-start" gap="md">
          <img src={image.path} alt="" className={classes.shown} style={{ width: 180 }} />
          <Stack gap="sm" style={{ flex: '1 1 260px' }}>
            <div>
              <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                {image.name}
              </Text>
              <Text size="sm" c="dimmed">
                {t('chosen.size', {
                  width: image.width,
                  height: image.height,
                  size: formatBytes(image.bytes),
                })}
              </Text>
            </div>
            <TextInput
              label={t('chosen.alt')}
              description={t('chosen.altHint')}
              placeholder={t('chosen.altExample')}
              maxLength={500}
              data-autofocus
              value={alt}
              onChange={(event) => setAlt(event.currentTarget.value)}
            />
            {image.mediaType === 'image/webp' && (
              <Alert color="yellow" p="xs">
                {t('chosen.webp')}
              </Alert>
            )}
            <Group gap="sm">
              <Button type="submit">{t('chosen.use')}</Button>
              <DeleteImage image={image} onDeleted={onDeleted} />
            </Group>
          </Stack>
        </Group>
      </form>
    </Paper>
  );
}
