import { Button, Checkbox, Group, Modal, Stack, Text, TextInput, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Topic } from '../api/models';
import { unwrap } from '../api/unwrap';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import { topicsQuery } from './settings-queries';

const MAX_KEY = 63;

/** A key for rules and imports, made of the name. */
function keyFrom(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_KEY)
    .replace(/^-+|-+$/g, '');
}

interface Props {
  /** Null: a new one. */
  topic: Topic | null;
  onSaved?: (topic: Topic) => void;
  onClose: () => void;
}

export function TopicDialog({ topic, onSaved, onClose }: Props) {
  const { t } = useTranslation(['settings', 'ui']);
  const client = useQueryClient();
  const form = useForm({
    initialValues: {
      name: topic?.name ?? '',
      description: topic?.description ?? '',
      isPublic: topic?.isPublic ?? true,
    },
  });
  const save = useMutation({
    mutationFn: (values: typeof form.values) =>
      topic
        ? unwrap(api.PATCH('/api/v1/topics/{id}', { params: { path: { id: topic.id } }, body: values }))
        : unwrap(api.POST('/api/v1/topics', { body: { ...values, key: keyFrom(values.name) } })),
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: topicsQuery.queryKey });
      onSaved?.(saved);
      onClose();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={<Text fw={650}>{t(topic ? 'topics.editTitle' : 'topics.add')}</Text>}
    >
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput
            label={t('topics.name')}
            description={t('topics.nameHint')}
            placeholder={t('topics.namePlaceholder')}
            required
            maxLength={100}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Textarea
            label={t('topics.description')}
            description={t('topics.descriptionHint')}
            rows={2}
            maxLength={500}
            {...form.getInputProps('description')}
          />
          <Checkbox label={t('topics.offer')} {...form.getInputProps('isPublic', { type: 'checkbox' })} />
          <ProblemNotice error={save.error} shown={['/name', '/description']} title={t('notSaved')} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.back')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('ui:actions.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
