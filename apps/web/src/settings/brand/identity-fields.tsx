import { Box, Group, Stack, Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/use-session';
import { ChooseImage } from '../../templates/images/choose-image';
import { Card } from '../../ui/card';
import type { BrandDraft } from './brand-draft';

/** Whose messages these are. */
export function IdentityFields({ form }: { form: UseFormReturnType<BrandDraft> }) {
  const { t } = useTranslation('settings');
  const mayChangeWorkspace = useMay('workspace:admin');
  return (
    <Card title={t('brand.identity')}>
      <Stack>
        <TextInput
          label={t('brand.companyName')}
          description={t('brand.companyNameHint')}
          required
          maxLength={100}
          {...form.getInputProps('companyName')}
        />
        <Textarea
          label={t('brand.postalAddress')}
          description={t(mayChangeWorkspace ? 'brand.postalAddressHint' : 'brand.postalAddressAdmin')}
          autosize
          minRows={3}
          maxLength={500}
          disabled={!mayChangeWorkspace}
          {...form.getInputProps('postalAddress')}
        />
        <TextInput
          label={t('brand.websiteUrl')}
          description={t('brand.websiteUrlHint')}
          type="url"
          placeholder="https://example.com"
          maxLength={2000}
          {...form.getInputProps('websiteUrl')}
        />
        <Group align="flex-end" gap="sm">
          <TextInput
            label={t('brand.logoUrl')}
            description={t('brand.logoUrlHint')}
            type="url"
            placeholder="https://example.com/logo.png"
            maxLength={2000}
            style={{ flex: '1 1 240px' }}
            {...form.getInputProps('logoUrl')}
          />
          <Box>
            <ChooseImage
              label={t('brand.chooseLogo')}
              onUse={({ url }) => form.setFieldValue('logoUrl', url)}
            />
          </Box>
        </Group>
      </Stack>
    </Card>
  );
}
