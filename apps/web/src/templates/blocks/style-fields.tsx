import { Button, Select, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { BlockDocument, DocumentStyle } from './document';
import type { Look } from './look';
import { ColorField } from './plain-fields';

const COLORS = [
  'primaryColor',
  'onPrimaryColor',
  'textColor',
  'mutedColor',
  'surfaceColor',
  'backgroundColor',
  'borderColor',
] as const;
/** Fonts that are on nearly every device. */
const FONTS = [
  {
    value: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
    label: 'System',
  },
  { value: 'Helvetica, Arial, sans-serif', label: 'Helvetica' },
  { value: 'Verdana, Geneva, sans-serif', label: 'Verdana' },
  { value: "'Trebuchet MS', Tahoma, sans-serif", label: 'Trebuchet' },
  { value: "Georgia, 'Times New Roman', Times, serif", label: 'Georgia' },
  { value: "'Palatino Linotype', Palatino, serif", label: 'Palatino' },
  { value: "'Courier New', Courier, monospace", label: 'Courier' },
];

interface Props {
  document: BlockDocument;
  look: Look;
  onChange: (style: DocumentStyle) => void;
}

/** How the email as a whole differs from the brand. */
export function StyleFields({ document, look, onChange }: Props) {
  const { t } = useTranslation('templates');
  const { style } = document;
  const set = (part: DocumentStyle) => onChange({ ...style, ...part });
  const fonts = (current: string) =>
    FONTS.some(({ value }) => value === current)
      ? FONTS
      : [...FONTS, { value: current, label: current.slice(0, 30) }];
  return (
    <Stack gap="sm" role="region" aria-label={t('style.title')}>
      <Title order={2}>{t('style.title')}</Title>
      <Text size="sm" c="dimmed">
        {t('style.hint')}
      </Text>
      <Select
        label={t('style.lang')}
        data={['en', 'de', 'fr', 'es', 'it', 'nl', 'pt', 'pl', 'sv', 'da', 'fi', 'cs']}
        searchable
        allowDeselect={false}
        value={style.lang ?? 'en'}
        onChange={(lang) => lang && set({ lang })}
      />
      {(['headingFontFamily', 'fontFamily'] as const).map((key) => (
        <Select
          key={key}
          label={t(`style.${key}`)}
          data={fonts(look[key])}
          allowDeselect={false}
          value={look[key]}
          onChange={(font) => font && set({ [key]: font })}
        />
      ))}
      {COLORS.map((key) => (
        <ColorField
          key={key}
          label={t(`style.${key}`)}
          value={look[key]}
          onColor={(color) => color !== look[key] && set({ [key]: color })}
        />
      ))}
      {Object.keys(style).some((key) => key !== 'lang') && (
        <Button variant="default" size="xs" onClick={() => onChange(style.lang ? { lang: style.lang } : {})}>
          {t('style.reset')}
        </Button>
      )}
    </Stack>
  );
}
