import { Skeleton, Switch, Text, TextInput } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ChooseImage } from '../../images/choose-image';
import { RichTextField } from '../lazy-rich-text';
import { AddressInput, AlignField, type FieldsOf } from './field-parts';

/** The logo on top. */
export function HeaderFields({ block, onChange }: FieldsOf<'header'>) {
  const { t } = useTranslation('templates');
  return (
    <>
      <ChooseImage
        label={t(block.logo === '' ? 'fields.chooseLogo' : 'fields.changeLogo')}
        onUse={({ url }) => onChange({ ...block, logo: url })}
      />
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
}

/** Why one gets this, and the ways out. */
export function FooterFields({ block, onChange }: FieldsOf<'footer'>) {
  const { t } = useTranslation('templates');
  return (
    <>
      <div>
        <Text size="sm" fw={600} mb={4}>
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
