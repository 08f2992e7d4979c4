import { Checkbox, NumberInput, Select, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FormLayout, PopUp } from '../form-definition';
import type { PartProps } from './build-tab';

const POP_UP: PopUp = {
  kind: 'pop-up',
  delaySeconds: 10,
  scrollPercent: null,
  onExitIntent: false,
  frequency: 'entry-page',
};

export function LayoutPart({ draft, errorOf }: PartProps) {
  const { t } = useTranslation('forms');
  const { layout } = draft.definition;
  const set = (kind: FormLayout['kind']) => draft.change({ layout: kind === 'pop-up' ? POP_UP : { kind } });
  return (
    <Stack>
      <Select
        label={t('layout.kind')}
        allowDeselect={false}
        data={(['inline', 'chat', 'pop-up'] as const).map((value) => ({
          value,
          label: t(`layout.kinds.${value}`),
        }))}
        value={layout.kind}
        onChange={(kind) => kind && set(kind as FormLayout['kind'])}
        error={errorOf('layout')}
      />
      {layout.kind !== 'inline' && (
        <Text size="sm" c="dimmed">
          {t('layout.needsMount')}
        </Text>
      )}
      {layout.kind === 'pop-up' && (
        <PopUpFields layout={layout} onChange={(next) => draft.change({ layout: next })} />
      )}
    </Stack>
  );
}

function PopUpFields({ layout, onChange }: { layout: PopUp; onChange: (layout: PopUp) => void }) {
  const { t } = useTranslation('forms');
  const number = (value: number | string) => (typeof value === 'number' ? value : null);
  return (
    <>
      <NumberInput
        label={t('layout.delay')}
        min={0}
        max={600}
        allowDecimal={false}
        placeholder={t('layout.not')}
        value={layout.delaySeconds ?? ''}
        onChange={(value) => onChange({ ...layout, delaySeconds: number(value) })}
      />
      <NumberInput
        label={t('layout.scroll')}
        min={1}
        max={100}
        suffix=" %"
        allowDecimal={false}
        placeholder={t('layout.not')}
        value={layout.scrollPercent ?? ''}
        onChange={(value) => onChange({ ...layout, scrollPercent: number(value) })}
      />
      <Checkbox
        label={t('layout.exit')}
        checked={layout.onExitIntent}
        onChange={(event) => onChange({ ...layout, onExitIntent: event.currentTarget.checked })}
      />
      <Select
        label={t('layout.frequency')}
        allowDeselect={false}
        data={(['entry-page', 'every-page'] as const).map((value) => ({
          value,
          label: t(`layout.${value}`),
        }))}
        value={layout.frequency}
        onChange={(value) => value && onChange({ ...layout, frequency: value as PopUp['frequency'] })}
      />
    </>
  );
}
