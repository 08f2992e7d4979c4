import { useTranslation } from 'react-i18next';
import type { Block, OwnBlock, ScreenKind } from './document';
import { Choice } from './fields/field-parts';

/** On all screens, on phones alone, or on wider ones alone. */
export function ScreenField({ block, onChange }: { block: OwnBlock; onChange: (block: Block) => void }) {
  const { t } = useTranslation('templates');
  const { onlyOn, ...rest } = block;
  return (
    <Choice
      label={t('screen.label')}
      value={onlyOn ?? 'all'}
      data={(['all', 'phone', 'desktop'] as const).map((value) => ({
        value,
        label: t(`screen.choices.${value}`),
      }))}
      onChange={(value) =>
        onChange(value === 'all' ? (rest as Block) : ({ ...block, onlyOn: value as ScreenKind } as Block))
      }
    />
  );
}
