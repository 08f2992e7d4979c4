import { Button, Kbd, ActionIcon } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import IconSearch from '@tabler/icons-react/dist/esm/icons/IconSearch.mjs';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Creation } from './palette-item';

const Palette = lazy(async () => ({ default: (await import('./palette')).Palette }));
const DIALOGS = {
  campaign: lazy(async () => ({
    default: (await import('../campaigns/new-campaign-dialog')).NewCampaignDialog,
  })),
  sequence: lazy(async () => ({
    default: (await import('../sequences/new-sequence-dialog')).NewSequenceDialog,
  })),
  form: lazy(async () => ({ default: (await import('../forms/new-form-dialog')).NewFormDialog })),
};

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent);

/** In the header, and behind Ctrl+K or ⌘K wherever one is. What it opens is loaded then. */
export function PaletteButton() {
  const { t } = useTranslation('shell');
  const [isOpen, setOpen] = useState(false);
  const [creating, setCreating] = useState<Creation | null>(null);
  useHotkeys([['mod+K', () => setOpen((was) => !was)]], [], true);
  const Dialog = creating && DIALOGS[creating];
  return (
    <>
      <Button
        variant="default"
        size="sm"
        visibleFrom="md"
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={<Kbd size="xs">{isApple ? '⌘K' : t('palette.keys')}</Kbd>}
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setOpen(true)}
      >
        {t('palette.button')}
      </Button>
      <ActionIcon
        variant="default"
        size={36}
        radius="xl"
        hiddenFrom="md"
        aria-label={t('palette.button')}
        onClick={() => setOpen(true)}
      >
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
      <Suspense fallback={null}>
        {isOpen && <Palette onClose={() => setOpen(false)} onCreate={setCreating} />}
        {Dialog && <Dialog opened onClose={() => setCreating(null)} />}
      </Suspense>
    </>
  );
}
