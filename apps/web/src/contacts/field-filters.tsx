import {
  ActionIcon,
  Button,
  Group,
  NativeSelect,
  Popover,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import IconFilterPlus from '@tabler/icons-react/dist/esm/icons/IconFilterPlus.mjs';
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/schema.gen';
import { contactFieldsQuery } from './contact-queries';
import { useFieldLabel } from './field-label';

type CatalogueField = components['schemas']['CatalogueFieldView'];

interface Props {
  /** `field:value`. */
  filters: readonly string[];
  onChange: (filters: string[]) => void;
}

/** Conditions on fields: each shown with a button that takes it away, and a form that adds one. */
export function FieldFilters({ filters, onChange }: Props) {
  const { t } = useTranslation('contacts');
  const fields = useQuery(contactFieldsQuery);
  const labelOf = useFieldLabel();
  const [isOpen, setOpen] = useState(false);
  const known = (fields.data?.catalogue ?? []).filter(({ type }) =>
    ['text', 'choice', 'multi-choice', 'number', 'boolean', 'date'].includes(type),
  );
  return (
    <>
      {filters.map((filter) => {
        const path = filter.slice(0, filter.indexOf(':'));
        const label = known.find((field) => field.path === path);
        const text = `${label ? labelOf(label) : path}: ${filter.slice(path.length + 1)}`;
        return (
          <Group
            key={filter}
            gap={4}
            wrap="nowrap"
            bg="var(--tidings-active)"
            px={10}
            py={5}
            style={{ borderRadius: 8 }}
          >
            <Text size="sm">{text}</Text>
            <ActionIcon
              size="sm"
              variant="subtle"
              color="gray"
              aria-label={t('filters.remove', { filter: text })}
              onClick={() => onChange(filters.filter((other) => other !== filter))}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Group>
        );
      })}
      <Popover opened={isOpen} onChange={setOpen} position="bottom-start" trapFocus withinPortal width={280}>
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<IconFilterPlus size={16} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
          >
            {t('filters.add')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <NewFilter
            fields={known}
            onAdd={(filter) => {
              setOpen(false);
              onChange([...filters.filter((other) => other !== filter), filter]);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </>
  );
}

function NewFilter({ fields, onAdd }: { fields: CatalogueField[]; onAdd: (filter: string) => void }) {
  const { t } = useTranslation(['contacts', 'ui']);
  const labelOf = useFieldLabel();
  const [path, setPath] = useState('country');
  const [value, setValue] = useState('');
  const field = fields.find((one) => one.path === path);
  const choose = (next: string) => {
    setPath(next);
    setValue('');
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (value.trim() !== '') onAdd(`${path}:${value.trim()}`);
      }}
    >
      <Stack gap="sm">
        <NativeSelect
          label={t('filters.field')}
          value={path}
          onChange={(event) => choose(event.currentTarget.value)}
          data={fields.map((one) => ({ value: one.path, label: labelOf(one) }))}
        />
        {field && field.choices.length > 0 ? (
          <Select
            label={t('filters.value')}
            data={field.choices}
            value={value || null}
            onChange={(next) => setValue(next ?? '')}
            comboboxProps={{ withinPortal: false }}
          />
        ) : field?.type === 'boolean' ? (
          <NativeSelect
            label={t('filters.value')}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
            data={[
              { value: '', label: '' },
              { value: 'true', label: t('yes') },
              { value: 'false', label: t('no') },
            ]}
          />
        ) : (
          <TextInput
            label={t('filters.value')}
            description={path === 'country' ? t('filters.countryHint') : undefined}
            value={value}
            onChange={(event) => setValue(event.currentTarget.value)}
          />
        )}
        <Button type="submit" disabled={value.trim() === ''}>
          {t('ui:actions.add')}
        </Button>
      </Stack>
    </form>
  );
}
