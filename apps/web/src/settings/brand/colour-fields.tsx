import { Alert, ColorInput, List, SimpleGrid, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { formatNumber } from '../../ui/format-number';
import { COLOURS, type BrandDraft } from './brand-draft';
import { hardToRead } from './contrast';

/** Colours, and which of them cannot be read on each other. */
export function ColourFields({ form }: { form: UseFormReturnType<BrandDraft> }) {
  const { t } = useTranslation('settings');
  const problems = hardToRead(form.values);
  return (
    <Card title={t('brand.colours')} hint={t('brand.coloursHint')}>
      <Stack>
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
          {COLOURS.map((key) => (
            <ColorInput
              key={key}
              label={t(`brand.colour.${key}`)}
              format="hex"
              withEyeDropper={false}
              {...form.getInputProps(key)}
            />
          ))}
        </SimpleGrid>
        {problems.length > 0 && (
          <Alert
            color="yellow"
            title={t('brand.hardToRead')}
            styles={{ label: { color: 'var(--mantine-color-text)' } }}
          >
            <List size="sm">
              {problems.map(({ text, ground, contrast }) => (
                <List.Item key={`${text} ${ground}`}>
                  {t('brand.contrast', {
                    text: t(`brand.colour.${text}`),
                    ground: t(`brand.colour.${ground}`),
                    contrast: formatNumber(Math.round(contrast * 10) / 10),
                    needed: formatNumber(4.5),
                  })}
                </List.Item>
              ))}
            </List>
          </Alert>
        )}
      </Stack>
    </Card>
  );
}
