import { Switch, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MergeTextInput } from '../../merge/merge-text-input';
import { SavedFields } from '../../saved/saved-fields';
import type { Block } from '../document';
import { NumberField } from '../plain-fields';
import { ColumnsFields } from './columns-fields';
import { AddressInput, AlignField, Choice } from './field-parts';
import { FooterFields, HeaderFields } from './footer-fields';
import { ImageFields } from './image-fields';
import { SocialFields } from './social-fields';

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
      return <HeaderFields block={block} onChange={onChange} />;
    case 'saved':
      return <SavedFields block={block} />;
    case 'footer':
      return <FooterFields block={block} onChange={onChange} />;
  }
}
