import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { COLUMN_SPLITS, type ColumnSplit } from '../document';
import type { FieldsOf } from './field-parts';

export function ColumnsFields({ block, onChange }: FieldsOf<'columns'>) {
  const { t } = useTranslation('templates');
  return (
    <Select
      label={t('fields.split')}
      allowDeselect={false}
      value={block.split}
      data={Object.keys(COLUMN_SPLITS).map((value) => ({
        value,
        label: t(`fields.splits.${value as ColumnSplit}`),
      }))}
      onChange={(value) => {
        const split = value as ColumnSplit | null;
        if (!split) return;
        const count = COLUMN_SPLITS[split].length;
        const kept = block.columns.slice(0, count);
        // The blocks of a column that goes stand in the last one that stays.
        const rest = block.columns.slice(count).flatMap(({ blocks }) => blocks);
        const columns = Array.from({ length: count }, (_, index) => ({
          blocks: [...(kept[index]?.blocks ?? []), ...(index === count - 1 ? rest : [])],
        }));
        onChange({ ...block, split, columns });
      }}
    />
  );
}
