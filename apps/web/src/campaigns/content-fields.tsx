import { Select, Stack, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { SavedTemplatePreview } from '../templates/saved-template-preview';
import { templatesQuery } from '../templates/template-queries';
import type { Draft } from './draft';
import { AnchorLink } from '../ui/anchor-link';

const LONG_SUBJECT = 60;

export function ContentFields({ form }: { form: UseFormReturnType<Draft> }) {
  const templates = useQuery(templatesQuery({}));
  const items = templates.data?.items ?? [];
  const chosen = items.find(({ id }) => id === form.values.templateId);
  const { subject } = form.values;
  return (
    <Stack>
      <Select
        label="Template"
        placeholder="Choose a template"
        searchable
        description={
          templates.data && items.length === 0 ? (
            <>
              There is no template yet.{' '}
              <AnchorLink to="/templates" size="xs">
                Start from the gallery
              </AnchorLink>
            </>
          ) : undefined
        }
        data={items.map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('templateId')}
      />
      <TextInput
        label="Subject"
        description={
          subject.length > LONG_SUBJECT
            ? `${subject.length} characters; phones show about 40, most inboxes 60.`
            : 'Empty: the subject of the template.'
        }
        placeholder={chosen?.subject ?? ''}
        maxLength={500}
        {...form.getInputProps('subject')}
      />
      <TextInput
        label="Preheader"
        description="The line that inboxes show after the subject. Empty: that of the template."
        placeholder={chosen?.preheader ?? ''}
        maxLength={500}
        {...form.getInputProps('preheader')}
      />
      {form.values.templateId && <SavedTemplatePreview templateId={form.values.templateId} />}
    </Stack>
  );
}
