import {
  ActionIcon,
  Button,
  Group,
  SegmentedControl,
  Select,
  Skeleton,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import IconAlignCenter from '@tabler/icons-react/dist/esm/icons/IconAlignCenter.mjs';
import IconAlignLeft from '@tabler/icons-react/dist/esm/icons/IconAlignLeft.mjs';
import IconAlignRight from '@tabler/icons-react/dist/esm/icons/IconAlignRight.mjs';
import IconTrash from '@tabler/icons-react/dist/esm/icons/IconTrash.mjs';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { MergeTextInput } from '../merge/merge-text-input';
import { isLink } from '../merge/merge-text';
import {
  COLUMN_SPLITS,
  SOCIAL_NETWORKS,
  type Align,
  type Block,
  type ColumnSplit,
  type SocialNetwork,
} from './document';
import { NumberField } from './plain-fields';
import { RichTextField } from './lazy-rich-text';

interface Props<Kind extends Block['kind']> {
  block: Extract<Block, { kind: Kind }>;
  onChange: (block: Block) => void;
}

/** What only blocks of this kind have. */
export function KindFields({ block, onChange }: { block: Block; onChange: (block: Block) => void }) {
  const { t } = useTranslation('templates');
  switch (block.kind) {
    case 'heading':
      return (
        <>
          <Choice
            label={t('fields.level')}
            value={String(block.level)}
            data={['1', '2', '3'].map((value) => ({ value, label: t(`fields.levels.${value as '1'}`) }))}
            onChange={(level) => onChange({ ...block, level: Number(level) as 1 | 2 | 3 })}
          />
          <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
        </>
      );
    case 'text':
      return (
        <>
          <Choice
            label={t('fields.size')}
            value={block.size}
            data={(['small', 'normal', 'large'] as const).map((value) => ({
              value,
              label: t(`fields.sizes.${value}`),
            }))}
            onChange={(size) => onChange({ ...block, size: size as 'normal' })}
          />
          <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
        </>
      );
    case 'image':
      return <ImageFields block={block} onChange={onChange} />;
    case 'button':
      return (
        <>
          <MergeTextInput
            label={t('fields.label')}
            value={block.label}
            maxLength={200}
            onText={(label) => onChange({ ...block, label })}
          />
          <AddressInput
            label={t('fields.href')}
            value={block.href}
            onText={(href) => onChange({ ...block, href })}
          />
          <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
          <Switch
            label={t('fields.isWide')}
            checked={block.isWide}
            onChange={(event) => onChange({ ...block, isWide: event.currentTarget.checked })}
          />
        </>
      );
    case 'columns':
      return <ColumnsFields block={block} onChange={onChange} />;
    case 'divider':
      return (
        <Text size="sm" c="dimmed">
          {t('inspector.divider')}
        </Text>
      );
    case 'spacer':
      return (
        <NumberField
          label={t('fields.height')}
          min={4}
          max={200}
          value={block.height}
          onNumber={(height) => height !== null && onChange({ ...block, height })}
        />
      );
    case 'social':
      return <SocialFields block={block} onChange={onChange} />;
    case 'html':
      return (
        <Textarea
          label={t('fields.html')}
          description={t('fields.htmlHint')}
          rows={10}
          spellCheck={false}
          maxLength={30_000}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 12.5 } }}
          value={block.html}
          onChange={(event) => onChange({ ...block, html: event.currentTarget.value })}
        />
      );
    case 'header':
      return (
        <>
          <AddressInput
            label={t('fields.logo')}
            description={t('fields.logoHint')}
            value={block.logo}
            onText={(logo) => onChange({ ...block, logo })}
          />
          <Switch
            label={t('fields.showsViewInBrowser')}
            checked={block.showsViewInBrowser}
            onChange={(event) => onChange({ ...block, showsViewInBrowser: event.currentTarget.checked })}
          />
        </>
      );
    case 'footer':
      return <FooterFields block={block} onChange={onChange} />;
  }
}

interface ChoiceProps {
  label: string;
  value: string;
  data: { value: string; label: string }[];
  onChange: (value: string) => void;
}

function Choice({ label, value, data, onChange }: ChoiceProps) {
  return (
    <div>
      <Text size="sm" fw={500} mb={4}>
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

function AlignField({ value, onChange }: { value: Align; onChange: (align: Align) => void }) {
  const { t } = useTranslation('templates');
  return (
    <Group gap={4} role="group" aria-label={t('fields.align')}>
      <Text size="sm" fw={500} style={{ flex: 1 }}>
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
function AddressInput({ label, description, value, onText }: AddressProps) {
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

function ImageFields({ block, onChange }: Props<'image'>) {
  const { t } = useTranslation('templates');
  return (
    <>
      <AddressInput
        label={t('fields.src')}
        description={t('fields.srcHint')}
        value={block.src}
        onText={(src) => onChange({ ...block, src })}
      />
      <MergeTextInput
        label={t('fields.alt')}
        description={t('fields.altHint')}
        value={block.alt}
        maxLength={500}
        onText={(alt) => onChange({ ...block, alt })}
      />
      <AddressInput
        label={t('fields.href')}
        value={block.href}
        onText={(href) => onChange({ ...block, href })}
      />
      <NumberField
        label={t('fields.width')}
        description={t('fields.widthHint')}
        min={16}
        max={600}
        mayBeEmpty
        value={block.width}
        onNumber={(width) => onChange({ ...block, width })}
      />
      <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
    </>
  );
}

function ColumnsFields({ block, onChange }: Props<'columns'>) {
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

function SocialFields({ block, onChange }: Props<'social'>) {
  const { t } = useTranslation('templates');
  const set = (links: typeof block.links) => onChange({ ...block, links });
  const networks = Object.entries(SOCIAL_NETWORKS).map(([value, label]) => ({ value, label }));
  return (
    <Stack gap="sm">
      {block.links.map((link, index) => (
        <Group key={index} gap={6} align="flex-start" wrap="nowrap">
          <Select
            aria-label={t('fields.network', { place: index + 1 })}
            w={120}
            data={networks}
            allowDeselect={false}
            value={link.network}
            onChange={(network) =>
              network && set(block.links.with(index, { ...link, network: network as SocialNetwork }))
            }
          />
          <TextInput
            aria-label={t('fields.networkHref', { place: index + 1 })}
            placeholder="https://"
            style={{ flex: 1 }}
            value={link.href}
            error={link.href.trim() === '' || isLink(link.href.trim()) ? undefined : t('fields.hrefWrong')}
            onChange={(event) => set(block.links.with(index, { ...link, href: event.currentTarget.value }))}
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            mt={4}
            aria-label={t('fields.networkRemove', { place: index + 1 })}
            onClick={() => set(block.links.toSpliced(index, 1))}
          >
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      {block.links.length < 12 && (
        <Button
          variant="default"
          size="xs"
          onClick={() => set([...block.links, { network: 'website', href: '' }])}
        >
          {t('fields.networkAdd')}
        </Button>
      )}
      <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
    </Stack>
  );
}

function FooterFields({ block, onChange }: Props<'footer'>) {
  const { t } = useTranslation('templates');
  return (
    <>
      <div>
        <Text size="sm" fw={500} mb={4}>
          {t('fields.reason')}
        </Text>
        <Suspense fallback={<Skeleton h={60} />}>
          <RichTextField
            label={t('fields.reason')}
            isOneLine
            passages={[{ kind: 'paragraph', content: block.reason }]}
            onChange={([first]) =>
              onChange({ ...block, reason: first?.kind === 'paragraph' ? first.content : [] })
            }
          />
        </Suspense>
      </div>
      <TextInput
        label={t('fields.unsubscribeLabel')}
        required
        maxLength={200}
        value={block.unsubscribeLabel}
        onChange={(event) => onChange({ ...block, unsubscribeLabel: event.currentTarget.value })}
      />
      <TextInput
        label={t('fields.preferencesLabel')}
        required
        maxLength={200}
        value={block.preferencesLabel}
        onChange={(event) => onChange({ ...block, preferencesLabel: event.currentTarget.value })}
      />
      <Text size="xs" c="dimmed">
        {t('fields.footerHint')}
      </Text>
      <AlignField value={block.align} onChange={(align) => onChange({ ...block, align })} />
    </>
  );
}
