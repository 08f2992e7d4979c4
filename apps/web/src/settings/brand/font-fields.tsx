import { Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import type { BrandDraft } from './brand-draft';

type FontKey = 'fontFamily' | 'headingFontFamily';

const OTHER = 'other';

/** Lists that every mail program has something of: mails bring no fonts along. */
const FONTS = [
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
  'Arial, Helvetica, sans-serif',
  'Verdana, Geneva, sans-serif',
  "'Trebuchet MS', Helvetica, sans-serif",
  'Tahoma, Verdana, sans-serif',
  "Georgia, 'Times New Roman', Times, serif",
  "'Times New Roman', Times, serif",
  "'Courier New', Courier, monospace",
];

export function FontFields({ form }: { form: UseFormReturnType<BrandDraft> }) {
  const { t } = useTranslation('settings');
  return (
    <Card title={t('brand.fonts')} hint={t('brand.fontsHint')}>
      <Stack>
        <FontField form={form} name="headingFontFamily" />
        <FontField form={form} name="fontFamily" />
      </Stack>
    </Card>
  );
}

function FontField({ form, name }: { form: UseFormReturnType<BrandDraft>; name: FontKey }) {
  const { t } = useTranslation('settings');
  const value = form.values[name];
  const [isOwn, setOwn] = useState(!FONTS.includes(value));
  const isOther = isOwn || !FONTS.includes(value);
  return (
    <>
      <Select
        label={t(`brand.${name}`)}
        data={[
          ...FONTS.map((font, index) => ({
            value: font,
            label: index === 0 ? t('brand.systemFont') : nameOf(font),
          })),
          { value: OTHER, label: t('brand.otherFont') },
        ]}
        value={isOther ? OTHER : value}
        allowDeselect={false}
        onChange={(font) => {
          setOwn(font === OTHER);
          if (font && font !== OTHER) form.setFieldValue(name, font);
        }}
        error={isOther ? undefined : form.errors[name]}
      />
      {isOther && (
        <TextInput
          label={t(`brand.${name}Own`)}
          description={t('brand.ownFontHint')}
          maxLength={200}
          {...form.getInputProps(name)}
        />
      )}
    </>
  );
}

function nameOf(font: string): string {
  return (font.split(',')[0] ?? font).replaceAll("'", '');
}
