import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import IconColumns from '@tabler/icons-react/dist/esm/icons/IconColumns.mjs';
import { useTranslation } from 'react-i18next';
import { COLUMNS, type Column } from './columns';

interface Props {
  columns: Column[];
  fields: readonly { key: string; label: string }[];
  onChange: (columns: Column[]) => void;
}

/** Which columns the list shows, custom fields among them. */
export function ColumnChooser({ columns, fields, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const all = [
    ...COLUMNS.map((name) => ({ value: name as Column, label: t(`columns.${name}`) })),
    ...fields.map(({ key, label }) => ({ value: `attributes.${key}`, label })),
  ];
  // Columns keep one order, whenever they were chosen.
  const change = (chosen: string[]) =>
    onChange(all.map(({ value }) => value).filter((value) => chosen.includes(value)));
  return (
    <Popover position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <Button variant="default" leftSection={<IconColumns size={16} aria-hidden />}>
          {t('columns.title')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Checkbox.Group label={t('columns.label')} value={columns} onChange={change}>
          <Stack gap="xs" mt="xs">
            {all.map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} />
            ))}
          </Stack>
        </Checkbox.Group>
      </Popover.Dropdown>
    </Popover>
  );
}
