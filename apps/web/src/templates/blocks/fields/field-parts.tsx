import { ActionIcon, Group, SegmentedControl, Text, TextInput } from '@mantine/core';
import IconAlignCenter from '@tabler/icons-react/dist/esm/icons/IconAlignCenter.mjs';
import IconAlignLeft from '@tabler/icons-react/dist/esm/icons/IconAlignLeft.mjs';
import IconAlignRight from '@tabler/icons-react/dist/esm/icons/IconAlignRight.mjs';
import { useTranslation } from 'react-i18next';
import { isLink } from '../../merge/merge-text';
import type { Align, Block } from '../document';

/** What the fields of one kind of block get. */
export interface FieldsOf<Kind extends Block['kind']> {
  block: Extract<Block, { kind: Kind }>;
  onChange: (block: Block) => void;
}

interface ChoiceProps {
  label: string;
  value: string;
  data: { value: string; label: string }[];
  onChange: (value: string) => void;
}

/** One of a few. */
export function Choice({ label, value, data, onChange }: ChoiceProps) {
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        {label}
      </Text>
      <SegmentedControl
        aria-label={label}
        fullWidth
        size="xs"
        value={value}
        data={data}
        onChange={onChange}
      />
    </div>
  );
}

const ALIGN_ICONS = { left: IconAlignLeft, center: IconAlignCenter, right: IconAlignRight };

export function AlignField({ value, onChange }: { value: Align; onChange: (align: Align) => void }) {
  const { t } = useTranslation('templates');
  return (
    <Group gap={4} role="group" aria-label={t('fields.align')}>
      <Text size="sm" fw={600} style={{ flex: 1 }}>
        {t('fields.align')}
      </Text>
      {(['left', 'center', 'right'] as const).map((align) => {
        const Icon = ALIGN_ICONS[align];
        return (
          <ActionIcon
            key={align}
            variant={value === align ? 'filled' : 'default'}
            aria-label={t(`fields.aligns.${align}`)}
            aria-pressed={value === align}
            onClick={() => onChange(align)}
          >
            <Icon size={16} aria-hidden />
          </ActionIcon>
        );
      })}
    </Group>
  );
}

interface AddressProps {
  label: string;
  description?: string;
  value: string;
  onText: (value: string) => void;
}

/** An address may hold fields of the reader too; what cannot be one is said at once. */
export function AddressInput({ label, description, value, onText }: AddressProps) {
  const { t } = useTranslation('templates');
  const isGood = value.trim() === '' || isLink(value.trim());
  return (
    <TextInput
      label={label}
      description={description}
      placeholder="https://"
      maxLength={2000}
      value={value}
      error={isGood ? undefined : t('fields.hrefWrong')}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  );
}
