import { Button, Popover, Select, Stack, TextInput } from '@mantine/core';
import IconBraces from '@tabler/icons-react/dist/esm/icons/IconBraces.mjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FALLBACK, MAX_FALLBACK, type readTag } from './merge-text';
import { useMergeFields } from './use-merge-fields';

type Tag = NonNullable<ReturnType<typeof readTag>>;

interface Props {
  onInsert: (tag: Tag) => void;
  /** Where it goes, for those who do not see it: "Insert a field into the subject". */
  label: string;
  size?: 'sm' | 'compact-sm';
}

/** A field of the reader, and what stands there for those without a value. */
export function MergeTagMenu({ onInsert, label, size = 'compact-sm' }: Props) {
  const { t } = useTranslation('templates');
  const [isOpen, setOpen] = useState(false);
  const [field, setField] = useState<string | null>(null);
  const [fallback, setFallback] = useState('');
  const fields = useMergeFields();
  const isWritable = FALLBACK.test(fallback);
  const groups = (['contact', 'other'] as const).map((group) => ({
    group: t(`merge.${group}`),
    items: fields
      .filter((choice) => choice.group === group)
      .map((choice) => ({ value: choice.field, label: choice.label })),
  }));
  const insert = () => {
    if (!field || !isWritable) return;
    onInsert({ field, ...(fallback.trim() === '' ? {} : { fallback: fallback.trim() }) });
    setOpen(false);
    setField(null);
    setFallback('');
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} width={280} trapFocus position="bottom-start" withinPortal>
      <Popover.Target>
        <Button
          variant="default"
          size={size}
          leftSection={<IconBraces size={14} aria-hidden />}
          onClick={() => setOpen(!isOpen)}
          aria-label={label}
        >
          {t('merge.button')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>
        <Stack gap="sm">
          <Select
            label={t('merge.field')}
            placeholder={t('merge.choose')}
            data={groups}
            value={field}
            onChange={setField}
            searchable
            maxDropdownHeight={260}
            comboboxProps={{ withinPortal: false }}
            data-autofocus
          />
          <TextInput
            label={t('merge.fallback')}
            description={t('merge.fallbackHint')}
            maxLength={MAX_FALLBACK}
            value={fallback}
            error={isWritable ? undefined : t('merge.fallbackWrong')}
            onChange={(event) => setFallback(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              insert();
            }}
          />
          <Button size="xs" disabled={!field || !isWritable} onClick={insert}>
            {t('merge.insert')}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
