import { Button, Checkbox, FileInput, Group, Radio, Select, Stack, TagsInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconFileTypeCsv from '@tabler/icons-react/dist/esm/icons/IconFileTypeCsv.mjs';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useState } from 'react';
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
  const { t } = useTranslation('imports');
  const [isOver, setOver] = useState(false);
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
      file: (file) => (file ? null : t('form.chooseFile')),
      consentStatement: (text, { topicId }) => (topicId && !text.trim() ? t('form.sayWhy') : null),
    },
  });
  const upload = useMutation({
    mutationFn: ({ file, topicId, consentStatement, tags: chosen, ...options }: Values) => {
      if (!file) throw new Error(t('form.chooseFile'));
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
      <Card title={t('form.title')}>
        <Stack>
          <div
            onDragOver={(event) => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={(event) => {
              event.preventDefault();
              setOver(false);
              const [file] = event.dataTransfer.files;
              if (file) form.setFieldValue('file', file);
            }}
            style={{
              border: `2px dashed ${isOver ? 'var(--mantine-color-tide-6)' : 'var(--mantine-color-default-border)'}`,
              borderRadius: 12,
              padding: 16,
            }}
          >
            <FileInput
              label={t('form.file')}
              description={t('form.fileHint')}
              placeholder={t('form.drop')}
              accept=".csv,.zip,.txt,text/csv,application/zip"
              required
              size="md"
              clearable
              clearButtonProps={{ 'aria-label': t('form.removeFile') }}
              leftSection={<IconFileTypeCsv size={18} aria-hidden />}
              {...form.getInputProps('file')}
            />
          </div>
          <Select
            label={t('form.topic')}
            description={t('form.topicHint')}
            placeholder={t('form.noTopic')}
            clearable
            clearButtonProps={{ 'aria-label': t('form.noTopic') }}
            data={(topics.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps('topicId')}
          />
          {form.values.topicId && (
            <Textarea
              label={t('form.consent')}
              description={t('form.consentHint')}
              required
              rows={2}
              {...form.getInputProps('consentStatement')}
            />
          )}
          <TagsInput
            label={t('form.tags')}
            placeholder={form.values.tags.length === 0 ? t('form.noTag') : ''}
            data={(tags.data?.items ?? []).map(({ name }) => name)}
            {...form.getInputProps('tags')}
          />
          <Radio.Group label={t('form.existing')} {...form.getInputProps('onExisting')}>
            <Group mt="xs">
              <Radio value="update" label={t('form.update')} />
              <Radio value="skip" label={t('form.skip')} />
            </Group>
          </Radio.Group>
          <Checkbox
            label={t('form.createFields')}
            {...form.getInputProps('createMissingFields', { type: 'checkbox' })}
          />
          <ProblemNotice error={upload.error} title={t('form.failed')} />
          <Group>
            <Button type="submit" loading={upload.isPending}>
              {t('form.check')}
            </Button>
          </Group>
        </Stack>
      </Card>
    </form>
  );
}
