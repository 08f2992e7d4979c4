import {
  Alert,
  Checkbox,
  Group,
  NativeSelect,
  NumberInput,
  PasswordInput,
  Stack,
  TextInput,
} from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { USUAL_PORTS } from './server-form';
import type { ServerFormApi } from './server-form-page';
import { TLS_POLICIES, type TlsPolicy } from './server-queries';

interface Props {
  form: ServerFormApi;
  /** A password is stored. */
  hasPassword: boolean;
  /** The stored one would go elsewhere, or with less protection. */
  mustRepeat: boolean;
}

export function ConnectionFields({ form, hasPassword, mustRepeat }: Props) {
  const { t } = useTranslation('servers');
  const { tls, verifyCertificate } = form.values;
  /** A port that was the usual one of the former choice follows the new one. */
  const chooseTls = (next: TlsPolicy) => {
    if (form.values.port === USUAL_PORTS[tls]) form.setFieldValue('port', USUAL_PORTS[next]);
    form.setFieldValue('tls', next);
  };
  return (
    <Card title={t('form.connection')} hint={t('form.connectionHint')}>
      <Stack>
        <TextInput
          label={t('form.name')}
          description={t('form.nameHint')}
          placeholder={t('form.namePlaceholder')}
          required
          maxLength={100}
          {...form.getInputProps('name')}
        />
        <Group align="flex-start" gap="sm">
          <TextInput
            label={t('form.host')}
            placeholder="smtp.example.com"
            required
            maxLength={253}
            autoCapitalize="off"
            spellCheck={false}
            style={{ flex: '1 1 220px' }}
            {...form.getInputProps('host')}
          />
          <NumberInput
            label={t('form.port')}
            min={1}
            max={65_535}
            allowDecimal={false}
            w={110}
            {...form.getInputProps('port')}
          />
        </Group>
        <NativeSelect
          label={t('form.tls')}
          data={TLS_POLICIES.map((value) => ({ value, label: t(`form.tlsChoice.${value}`) }))}
          {...form.getInputProps('tls')}
          onChange={(event) => chooseTls(event.currentTarget.value as TlsPolicy)}
        />
        {(tls === 'none' || tls === 'starttls-if-offered') && (
          <Alert color="yellow">{t(`form.tlsWarning.${tls}`)}</Alert>
        )}
        {tls !== 'none' && (
          <Checkbox
            label={t('form.verify')}
            {...form.getInputProps('verifyCertificate', { type: 'checkbox' })}
          />
        )}
        {tls !== 'none' && !verifyCertificate && <Alert color="yellow">{t('form.verifyOff')}</Alert>}
        <SignInFields form={form} hasPassword={hasPassword} mustRepeat={mustRepeat} />
        <TextInput
          label={t('form.ehlo')}
          description={t('form.ehloHint')}
          placeholder="mail.example.com"
          maxLength={253}
          {...form.getInputProps('ehloName')}
        />
      </Stack>
    </Card>
  );
}

function SignInFields({ form, hasPassword, mustRepeat }: Props) {
  const { t } = useTranslation('servers');
  const hint = mustRepeat ? 'form.passwordAgain' : hasPassword ? 'form.passwordKept' : 'form.passwordNew';
  return (
    <Group align="flex-start" gap="sm" grow preventGrowOverflow={false} wrap="wrap">
      <TextInput
        label={t('form.userName')}
        description={t('form.userNameHint')}
        maxLength={255}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        miw={220}
        {...form.getInputProps('userName')}
      />
      <PasswordInput
        label={t('form.password')}
        description={t(hint)}
        required={mustRepeat}
        maxLength={1000}
        autoComplete="new-password"
        miw={220}
        {...form.getInputProps('password')}
      />
    </Group>
  );
}
