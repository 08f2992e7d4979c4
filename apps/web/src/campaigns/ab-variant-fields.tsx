import { Button, Fieldset, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Campaign } from '../api/models';
import { templatesQuery } from '../templates/template-queries';
import { LETTERS, MIN_VARIANTS, type AbTestInput } from './ab-test-form';
import { sendersQuery } from './campaign-queries';

const MAX_OFFSET_MINUTES = 10_080;

interface Props {
  form: UseFormReturnType<AbTestInput>;
  index: number;
  campaign: Campaign;
}

/** What one variant has of its own; what is left empty is the campaign's. */
export function AbVariantFields({ form, index, campaign }: Props) {
  const { t } = useTranslation('campaigns');
  const senders = useQuery(sendersQuery);
  const templates = useQuery(templatesQuery({}));
  const path = `variants.${index}`;
  return (
    <Fieldset legend={t('ab.variant', { letter: LETTERS[index] })}>
      <Stack gap="sm">
        <TextInput
          label={t('fields.subject')}
          placeholder={campaign.subject ?? ''}
          maxLength={500}
          {...form.getInputProps(`${path}.subject`)}
        />
        <TextInput
          label={t('fields.preheader')}
          placeholder={campaign.preheader ?? ''}
          maxLength={500}
          {...form.getInputProps(`${path}.preheader`)}
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={t('fields.template')}
            placeholder={t('ab.campaigns')}
            clearable
            searchable
            data={(templates.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps(`${path}.templateId`)}
          />
          <Select
            label={t('fields.from')}
            placeholder={t('ab.campaigns')}
            clearable
            data={(senders.data?.items ?? []).map(({ id, fromName, fromEmail }) => ({
              value: id,
              label: `${fromName} <${fromEmail}>`,
            }))}
            {...form.getInputProps(`${path}.senderId`)}
          />
        </SimpleGrid>
        <NumberInput
          label={t('ab.offset')}
          min={0}
          max={MAX_OFFSET_MINUTES}
          {...form.getInputProps(`${path}.offsetMinutes`)}
        />
        {form.values.variants.length > MIN_VARIANTS && (
          <Button
            variant="subtle"
            c="var(--mantine-color-error)"
            style={{ alignSelf: 'flex-start' }}
            onClick={() => form.removeListItem('variants', index)}
          >
            {t('ab.removeVariant', { letter: LETTERS[index] })}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}
