import { Button } from '@mantine/core';
import IconPhoto from '@tabler/icons-react/dist/esm/icons/IconPhoto.mjs';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryImage } from './image-queries';

const ImageLibrary = lazy(async () => ({ default: (await import('./image-library')).ImageLibrary }));

interface Props {
  label: string;
  onUse: (image: LibraryImage, alt: string) => void;
  variant?: 'filled' | 'default';
}

/** Opens the library of pictures. */
export function ChooseImage({ label, onUse, variant = 'default' }: Props) {
  const [isOpen, setOpen] = useState(false);
  useTranslation('images');
  return (
    <>
      <Button
        variant={variant}
        fullWidth
        leftSection={<IconPhoto size={16} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {label}
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <ImageLibrary
            onUse={(image, alt) => {
              setOpen(false);
              onUse(image, alt);
            }}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </>
  );
}
