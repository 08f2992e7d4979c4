import { Button, Grid, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useBlocker } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api/client';
import type { Template } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { Card } from '../ui/card';
import { fieldErrors } from '../ui/field-errors';
import { PageHeader } from '../ui/page-header';
import { ProblemNotice } from '../ui/problem-notice';
import { useLastGood } from '../ui/use-last-good';
import { PreviewPane } from './preview-pane';
import { SourceInput } from './source-input';
import { TemplateActions } from './template-actions';
import { sourcePreviewQuery, templateQuery } from './template-queries';

const BACK = { to: '/templates', label: 'Templates' } as const;
const PREVIEW_DELAY_MS = 500;

function valuesOf({ name, subject, preheader, mjml }: Template) {
  return { name, subject, preheader, mjml };
}

/** MJML on one side, the message on the other. */
export function TemplateEditor({ template }: { template: Template }) {
  const client = useQueryClient();
  const mayWrite = useMay('templates:write');
  const form = useForm({ initialValues: valuesOf(template) });
  const [contactId, setContactId] = useState<string | null>(null);
  const { subject, preheader, mjml } = form.values;
  const [source] = useDebouncedValue({ subject, preheader, mjml }, PREVIEW_DELAY_MS);
  const preview = useQuery({ ...sourcePreviewQuery(source, contactId), placeholderData: keepPreviousData });
  const shown = useLastGood(preview.data);
  const save = useMutation({
    mutationFn: (body: typeof form.values) =>
      unwrap(api.PATCH('/api/v1/templates/{id}', { params: { path: { id: template.id } }, body })),
    onSuccess: async (saved) => {
      form.setInitialValues(valuesOf(saved));
      form.reset();
      notifications.show({ message: 'Saved' });
      client.setQueryData(templateQuery(template.id).queryKey, saved);
      await client.invalidateQueries({ queryKey: ['templates'], refetchType: 'none' });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  const isDirty = form.isDirty();
  useBlocker({
    shouldBlockFn: () => isDirty && !window.confirm('Leave without saving the changes?'),
    enableBeforeUnload: () => isDirty,
  });
  return (
    <>
      <PageHeader title={template.name} back={BACK} actions={<TemplateActions template={template} />} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 6 }}>
          <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
            <fieldset disabled={!mayWrite} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
              <Card>
                <Stack>
                  <TextInput label="Name" required maxLength={200} {...form.getInputProps('name')} />
                  <TextInput label="Subject" required maxLength={500} {...form.getInputProps('subject')} />
                  <TextInput
                    label="Preheader"
                    description="The line that inboxes show after the subject."
                    maxLength={500}
                    {...form.getInputProps('preheader')}
                  />
                  <SourceInput
                    value={mjml}
                    onChange={(value) => form.setFieldValue('mjml', value)}
                    problem={preview.error ?? save.error}
                  />
                  <ProblemNotice error={save.error} title="Not saved" />
                  {mayWrite && (
                    <Group>
                      <Button type="submit" loading={save.isPending} disabled={!isDirty}>
                        Save
                      </Button>
                      <Text size="sm" c="dimmed" role="status">
                        {isDirty ? 'There are changes that are not saved.' : 'All changes are saved.'}
                      </Text>
                    </Group>
                  )}
                </Stack>
              </Card>
            </fieldset>
          </form>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 6 }}>
          <PreviewPane
            preview={shown}
            error={preview.error}
            isFetching={preview.isFetching}
            contactId={contactId}
            onContact={setContactId}
          />
        </Grid.Col>
      </Grid>
    </>
  );
}
