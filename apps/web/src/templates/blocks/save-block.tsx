import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import IconBookmark from '@tabler/icons-react/dist/esm/icons/IconBookmark.mjs';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnBlock } from './document';
import { useCanvas } from './editor-context';

const SaveDialog = lazy(async () => ({ default: (await import('../saved/save-dialog')).SaveDialog }));

/** Keeps the block, and others with it if wanted, for the next emails. */
export function SaveBlock({ block }: { block: OwnBlock }) {
  const { t } = useTranslation('templates');
  const { document, link } = useCanvas();
  const [isOpen, setOpen] = useState(false);
  const isTop = document.blocks.some(({ id }) => id === block.id);
  return (
    <>
      <Button
        variant="default"
        h="auto"
        mih={36}
        py={6}
        styles={{ label: { whiteSpace: 'normal' } }}
        leftSection={<IconBookmark size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('saved.button')}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <SaveDialog
            block={block}
            others={isTop ? document.blocks : []}
            onClose={() => setOpen(false)}
            onSaved={(saved, ids) => {
              setOpen(false);
              notifications.show({ message: t('saved.done', { name: saved.name }) });
              // What is synced is not kept twice; a column has no room for it.
              if (saved.isSynced && isTop) link(saved, ids);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
