import { useTranslation } from 'react-i18next';
import { ChooseImage } from '../../images/choose-image';
import { MergeTextInput } from '../../merge/merge-text-input';
import { NumberField } from '../plain-fields';
import { AddressInput, AlignField, type FieldsOf } from './field-parts';

/** What a block of the whole width has room for, in pixels. */
const WHOLE_WIDTH = 520;

export function ImageFields({ block, onChange }: FieldsOf<'image'>) {
  const { t } = useTranslation('templates');
  return (
    <>
      <ChooseImage
        label={t(block.src === '' ? 'fields.chooseImage' : 'fields.changeImage')}
        variant={block.src === '' ? 'filled' : 'default'}
        onUse={({ url, width }, alt) =>
          onChange({ ...block, src: url, alt, width: width < WHOLE_WIDTH ? width : null })
        }
      />
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
        key={block.src}
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
