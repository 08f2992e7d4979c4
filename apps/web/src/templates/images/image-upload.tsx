import { Button, FileButton, Stack, Text } from '@mantine/core';
import IconUpload from '@tabler/icons-react/dist/esm/icons/IconUpload.mjs';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { uploadFile } from '../../assets/upload-file';
import { ProblemNotice } from '../../ui/problem-notice';
import classes from './image-library.module.css';
import type { LibraryImage } from './image-queries';
import { shrinkPhoto } from './shrink-photo';

const TYPES = 'image/png,image/jpeg,image/gif,image/webp';

/** Drop a picture, or choose a file. */
export function ImageUpload({ onUploaded }: { onUploaded: (image: LibraryImage) => void }) {
  const { t } = useTranslation('images');
  const client = useQueryClient();
  const [isOver, setOver] = useState(false);
  const upload = useMutation({
    mutationFn: async (file: File) =>
      uploadFile<LibraryImage>({
        path: '/api/v1/images',
        file: await shrinkPhoto(file),
        onProgress: () => undefined,
        signal: new AbortController().signal,
      }),
    onSuccess: (image) => {
      void client.invalidateQueries({ queryKey: ['images'] });
      onUploaded(image);
    },
  });
  const take = (file: File | null | undefined) => file && upload.mutate(file);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    <>
      <div
        className={[classes.drop, isOver && classes.over].filter(Boolean).join(' ')}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <Stack gap="xs" align="center">
          <FileButton onChange={take} accept={TYPES} inputProps={{ 'aria-label': t('upload.file') }}>
            {(props) => (
              <Button
                {...props}
                loading={upload.isPending}
                leftSection={<IconUpload size={16} aria-hidden />}
              >
                {t('upload.button')}
              </Button>
            )}
          </FileButton>
          <Text size="sm" c="dimmed">
            {t('upload.hint')}
          </Text>
        </Stack>
      </div>
      <ProblemNotice error={upload.error} title={t('upload.failed')} />
    </>
  );
}
