import { Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { SavedTemplatePreview } from '../templates/saved-template-preview';
import { templatesQuery } from '../templates/template-queries';
import type { Draft } from './draft';
import { AnchorLink } from '../ui/anchor-link';

const LONG_SUBJECT = 60;

export function ContentFields({ form }: { form: UseFormReturnType<Draft> }) {
  const { t } = useTranslation('campaigns');
  const templates = useQuery(templatesQuery({}));
  const items = templates.data?.items ?? [];
  const chosen = items.find(({ id }) => id === form.values.templateId);
  const { subject } = form.values;
  return (
    <Stack>
      <Select
        label={t('fields.template')}
        placeholder={t('fields.chooseTemplate')}
        searchable
        description={
          templates.data && items.length === 0 ? (
            <>
              {t('fields.noTemplate')}{' '}
              <AnchorLink to="/templates" size="xs">
                {t('fields.toGallery')}
              </AnchorLink>
            </>
          ) : undefined
        }
        data={items.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('templateId')}
      />
      <TextInput
        label={t('fields.subject')}
        description={
          subject.length > LONG_SUBJECT
            ? t('fields.subjectLong', { length: subject.length })
            : t('fields.subjectHint')
        }
        placeholder={chosen?.subject ?? ''}
        maxLength={500}
        {...form.getInputProps('subject')}
      />
      <TextInput
        label={t('fields.preheader')}
        description={t('fields.preheaderHint')}
        placeholder={chosen?.preheader ?? ''}
        maxLength={500}
        {...form.getInputProps('preheader')}
      />
      {form.values.templateId && <SavedTemplatePreview templateId={form.values.templateId} />}
    </Stack>
  );
}
