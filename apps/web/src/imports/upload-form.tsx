import { Button, Checkbox, FileInput, Group, Radio, Select, Stack, TagsInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconFileTypeCsv from '@tabler/icons-react/dist/esm/icons/IconFileTypeCsv.mjs';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { tagsQuery } from '../contacts/contact-queries';
import { topicsQuery } from '../settings/settings-queries';
import { Card } from '../ui/card';
import { ProblemNotice } from '../ui/problem-notice';
import { uploadImport } from './import-queries';

interface Values {
  file: File | null;
  topicId: string | null;
  consentStatement: string;
  createMissingFields: boolean;
  onExisting: 'update' | 'skip';
  tags: string[];
}

/** The file and what to do with it. The button only looks: it starts a dry run. */
export function UploadForm() {
  const navigate = useNavigate();
  const topics = useQuery(topicsQuery);
  const tags = useQuery(tagsQuery);
  const form = useForm<Values>({
    initialValues: {
      file: null,
      topicId: null,
      consentStatement: '',
      createMissingFields: true,
      onExisting: 'update',
      tags: [],
    },
    validate: {
      file: (file) => (file ? null : 'Choose a file.'),
      consentStatement: (text, { topicId }) =>
        topicId && !text.trim() ? 'Say why these people may be mailed. It is kept as evidence.' : null,
    },
  });
  const upload = useMutation({
    mutationFn: ({ file, topicId, consentStatement, tags: chosen, ...options }: Values) => {
      if (!file) throw new Error('Choose a file.');
      return uploadImport(file, {
        ...options,
        dryRun: true,
        ...(topicId ? { topicId, consentStatement: consentStatement.trim() } : {}),
        ...(chosen.length > 0 ? { tags: chosen } : {}),
      });
    },
    onSuccess: ({ id }) => navigate({ to: '/contacts/import/$importId', params: { importId: id } }),
  });
  return (
    <form onSubmit={form.onSubmit((values) => upload.mutate(values))}>
      <Card title="New import">
        <Stack>
          <FileInput
            label="File"
            description="Keep Mailchimp's file names: they say who is subscribed."
            placeholder="Choose a CSV or ZIP file"
            accept=".csv,.zip,.txt,text/csv,application/zip"
            required
            clearable
            clearButtonProps={{ 'aria-label': 'Remove the file' }}
            leftSection={<IconFileTypeCsv size={18} aria-hidden />}
            {...form.getInputProps('file')}
          />
          <Select
            label="Subscribe them to"
            description="Everyone in the file, except those whom it calls unsubscribed, cleaned or never asked. Without a topic nobody is subscribed."
            placeholder="No topic"
            clearable
            clearButtonProps={{ 'aria-label': 'No topic' }}
            data={(topics.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps('topicId')}
          />
          {form.values.topicId && (
            <Textarea
              label="Why may they be mailed?"
              description="For example the sentence they agreed to, and where."
              required
              rows={2}
              {...form.getInputProps('consentStatement')}
            />
          )}
          <TagsInput
            label="Tag them all"
            placeholder={form.values.tags.length === 0 ? 'No tag' : ''}
            data={(tags.data?.items ?? []).map(({ name }) => name)}
            {...form.getInputProps('tags')}
          />
          <Radio.Group label="Contacts who are here already" {...form.getInputProps('onExisting')}>
            <Group mt="xs">
              <Radio value="update" label="Update from the file" />
              <Radio value="skip" label="Leave as they are" />
            </Group>
          </Radio.Group>
          <Checkbox
            label="Make a custom field for each column that has none"
            {...form.getInputProps('createMissingFields', { type: 'checkbox' })}
          />
          <ProblemNotice error={upload.error} title="The file was not taken" />
          <Group>
            <Button type="submit" loading={upload.isPending}>
              Check the file
            </Button>
          </Group>
        </Stack>
      </Card>
    </form>
  );
}
