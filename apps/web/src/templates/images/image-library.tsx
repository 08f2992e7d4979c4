import { Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import IconPhoto from '@tabler/icons-react/dist/esm/icons/IconPhoto.mjs';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state';
import { Loading } from '../../ui/loading';
import { Pager } from '../../ui/pager';
import { ProblemNotice } from '../../ui/problem-notice';
import { useCursorPages } from '../../ui/use-cursor-pages';
import { ChosenImage } from './chosen-image';
import classes from './image-library.module.css';
import { imagesQuery, type LibraryImage } from './image-queries';
import { ImageUpload } from './image-upload';

interface Props {
  onUse: (image: LibraryImage, alt: string) => void;
  onClose: () => void;
}

/** The pictures of the workspace: upload one or take an earlier one, say what it shows, and use it. */
export function ImageLibrary({ onUse, onClose }: Props) {
  const { t } = useTranslation('images');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), 300);
  const [chosen, setChosen] = useState<LibraryImage | null>(null);
  const pages = useCursorPages(search);
  const list = useQuery(imagesQuery({ search, cursor: pages.cursor }));
  const items = list.data?.items ?? [];
  return (
    <Modal opened onClose={onClose} size="xl" title={<Text fw={650}>{t('library.title')}</Text>}>
      <Stack>
        <ImageUpload onUploaded={setChosen} />
        {chosen && (
          <ChosenImage
            key={chosen.id}
            image={chosen}
            onUse={(alt) => onUse(chosen, alt)}
            onDeleted={() => setChosen(null)}
          />
        )}
        {(items.length > 0 || search !== '') && (
          <TextInput
            aria-label={t('library.search')}
            placeholder={t('library.search')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />
        {list.isPending && <Loading rows={2} height={110} />}
        {list.data && items.length === 0 && (
          <EmptyState icon={IconPhoto} title={t(search ? 'library.noMatch' : 'library.none')}>
            {t(search ? 'library.noMatchText' : 'library.noneText')}
          </EmptyState>
        )}
        <SimpleGrid cols={{ base: 2, xs: 3, sm: 4 }} spacing="sm" role="group" aria-label={t('library.list')}>
          {items.map((image) => (
            <button
              key={image.id}
              type="button"
              className={classes.tile}
              aria-pressed={chosen?.id === image.id}
              aria-label={t('library.choose', { name: image.name, width: image.width, height: image.height })}
              onClick={() => setChosen(image)}
            >
              <img src={image.path} alt="" loading="lazy" />
              <span>{image.name}</span>
            </button>
          ))}
        </SimpleGrid>
        <Pager pages={pages} nextCursor={list.data?.nextCursor ?? null} />
      </Stack>
    </Modal>
  );
}
