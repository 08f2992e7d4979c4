import { ColorInput, NumberInput, SimpleGrid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FormStyle } from '../form-definition';
import type { PartProps } from './build-tab';

const COLOURS = ['primary', 'onPrimary', 'background', 'text'] as const;
const HEX = /^#[0-9a-f]{6}$/i;

/** Colours that cannot be read on each other are refused by the API, with their contrast. */
export function StylePart({ draft, errorOf }: PartProps) {
  const { t } = useTranslation('forms');
  const { style } = draft.definition;
  const set = (changes: Partial<FormStyle>) => draft.change({ style: { ...style, ...changes } });
  return (
    <Stack>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        {COLOURS.map((key) => (
          <ColorInput
            key={key}
            label={t(`style.${key}`)}
            format="hex"
            withEyeDropper={false}
            value={style[key]}
            onChange={(value) => HEX.test(value) && set({ [key]: value.toLowerCase() })}
            error={errorOf(`style/${key}`)}
          />
        ))}
        <NumberInput
          label={t('style.radius')}
          min={0}
          max={24}
          suffix=" px"
          allowDecimal={false}
          value={style.radius}
          onChange={(value) => typeof value === 'number' && set({ radius: value })}
          error={errorOf('style/radius')}
        />
        <NumberInput
          label={t('style.fontSize')}
          min={16}
          max={22}
          suffix=" px"
          allowDecimal={false}
          value={style.fontSize}
          onChange={(value) => typeof value === 'number' && set({ fontSize: value })}
          error={errorOf('style/fontSize')}
        />
      </SimpleGrid>
    </Stack>
  );
}
