import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleEmail } from './brand-queries';

/** A short message in the language of the app that uses every value of a brand. */
export function useSampleEmail(): SampleEmail {
  const { t } = useTranslation('settings');
  return useMemo(
    () => ({
      subject: t('brand.sample.heading'),
      preheader: t('brand.sample.text'),
      mjml: `<mjml>
  <mj-head>{{> head}}</mj-head>
  <mj-body css-class="page" background-color="{{brand.backgroundColor}}">
    <mj-wrapper css-class="surface" background-color="{{brand.surfaceColor}}" padding="0">
      {{> header}}
      <mj-section css-class="gutter" padding="8px 40px 28px">
        <mj-column>
          <mj-text mj-class="eyebrow" padding="0 0 10px">${t('brand.sample.eyebrow')}</mj-text>
          <mj-text mj-class="heading" font-size="28px" line-height="36px" font-weight="700" padding="0 0 14px">${t('brand.sample.heading')}</mj-text>
          <mj-text padding="0 0 22px">${t('brand.sample.text')}</mj-text>
          <mj-button href="https://example.com">${t('brand.sample.button')}</mj-button>
        </mj-column>
      </mj-section>
      <mj-section css-class="gutter" padding="0 40px 32px">
        <mj-column css-class="tint" background-color="{{brand.tintColor}}" border-radius="8px" padding="18px 20px" border="1px solid {{brand.borderColor}}">
          <mj-text padding="0 0 8px"><span class="pill" style="display: inline-block; padding: 2px 10px; border-radius: 10px; font-size: 13px; background-color: {{brand.accentColor}}; color: {{brand.onAccentColor}}">${t('brand.sample.pill')}</span></mj-text>
          <mj-text>${t('brand.sample.card')}</mj-text>
        </mj-column>
      </mj-section>
      {{> divider}}
      {{> footer}}
    </mj-wrapper>
  </mj-body>
</mjml>`,
    }),
    [t],
  );
}
