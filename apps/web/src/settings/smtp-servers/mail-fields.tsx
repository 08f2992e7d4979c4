import { NumberInput, Stack, Switch, TagsInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import type { ServerFormApi } from './server-form-page';

/** Which mail goes through the server. */
export function MailFields({ form }: { form: ServerFormApi }) {
  const { t } = useTranslation('servers');
  return (
    <Card title={t('form.mail')} hint={t('form.mailHint')}>
      <Stack>
        <TagsInput
          label={t('form.domains')}
          description={t('form.domainsHint')}
          placeholder={form.values.senderDomains.length === 0 ? t('form.domainsPlaceholder') : ''}
          maxTags={100}
          splitChars={[',', ' ', ';']}
          acceptValueOnBlur
          {...form.getInputProps('senderDomains')}
        />
        <NumberInput
          label={t('form.weight')}
          description={t('form.weightHint')}
          min={1}
          max={100}
          allowDecimal={false}
          maw={420}
          {...form.getInputProps('weight')}
        />
        <Switch
          label={t('form.enabled')}
          description={t('form.enabledHint')}
          {...form.getInputProps('isEnabled', { type: 'checkbox' })}
        />
      </Stack>
    </Card>
  );
}
