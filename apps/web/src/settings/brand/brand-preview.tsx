import { Alert, Box, Loader, SegmentedControl, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '../../api/problem';
import { MessageFrame } from '../../templates/message-frame';
import { Card } from '../../ui/card';
import { useLastGood } from '../../ui/use-last-good';
import type { BrandDraft } from './brand-draft';
import { brandPreviewQuery } from './brand-queries';
import { useSampleEmail } from './use-sample-email';

const WIDTHS = { desktop: 640, mobile: 375 };
const HEIGHT = 600;
const DEBOUNCE_MS = 400;

/** A small message in the brand as it stands in the form, by the server's own renderer. */
export function BrandPreview({ draft, className }: { draft: BrandDraft; className: string | undefined }) {
  const { t } = useTranslation('settings');
  const [settled] = useDebouncedValue(draft, DEBOUNCE_MS);
  const [width, setWidth] = useState<keyof typeof WIDTHS>('mobile');
  const preview = useQuery(brandPreviewQuery(useSampleEmail(), settled));
  const shown = useLastGood(preview.data);
  return (
    <Card
      title={t('brand.preview')}
      className={className}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('brand.previewWidth')}
          data={[
            { value: 'desktop', label: t('brand.desktop') },
            { value: 'mobile', label: t('brand.mobile') },
          ]}
          value={width}
          onChange={(value) => setWidth(value as keyof typeof WIDTHS)}
        />
      }
    >
      <Stack gap="sm">
        {preview.error && (
          <Alert color="yellow" styles={{ message: { color: 'var(--mantine-color-text)' } }}>
            {asProblem(preview.error).message}
          </Alert>
        )}
        <Box
          style={{
            border: '1px solid var(--mantine-color-default-border)',
            borderRadius: 8,
            overflow: 'hidden',
            minHeight: HEIGHT,
          }}
          bg="var(--tidings-page)"
        >
          {shown ? (
            <MessageFrame
              path={shown.htmlPath}
              title={t('brand.previewFrame')}
              height={HEIGHT}
              width={WIDTHS[width]}
            />
          ) : (
            preview.isPending && (
              <Loader m="xl" role="status" aria-busy aria-label={t('brand.previewWaits')} />
            )
          )}
        </Box>
      </Stack>
    </Card>
  );
}
