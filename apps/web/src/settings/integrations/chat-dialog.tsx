import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { fieldErrors } from '../../ui/field-errors';
import { ProblemNotice } from '../../ui/problem-notice';
import { CodeSample } from '../code-sample';
import {
  curlExample,
  FIRST_PLACES,
  isUsual,
  mappingOf,
  placesOf,
  USUAL_MAPPING,
  type Place,
} from './chat-mapping';
import { chatSourcesQuery, type ChatSource, type NewChatSource } from './chat-queries';
import { PlaceList } from './place-list';

interface Props {
  source: ChatSource | null;
  onClose: () => void;
  /** With the address of a new one; the old one after a change. */
  onMade: (source: NewChatSource) => void;
}

/** Name of a chat and how its reports are read; `source` is null for a new one. */
export function ChatDialog({ source, onClose, onMade }: Props) {
  const { t } = useTranslation(['chats', 'ui']);
  const isOwn = source !== null && !isUsual(source.mapping);
  const form = useForm({
    initialValues: {
      name: source?.name ?? '',
      shape: isOwn ? 'own' : 'usual',
      places: (isOwn ? placesOf(source.mapping) : [...FIRST_PLACES]) as Place[],
    },
  });
  const { shape, places } = form.values;
  const mapping = shape === 'own' ? mappingOf(places) : USUAL_MAPPING;
  const save = useSave(source, onMade, (error) => form.setErrors(fieldErrors(error)));
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={<Text fw={650}>{source ? t('dialog.edit', { name: source.name }) : t('dialog.new')}</Text>}
    >
      <form
        onSubmit={form.onSubmit(({ name }) => save.mutate({ name: name.trim(), mapping: { ...mapping } }))}
      >
        <Stack>
          <TextInput
            label={t('dialog.name')}
            description={t('dialog.nameHint')}
            placeholder={t('dialog.namePlaceholder')}
            required
            maxLength={100}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Radio.Group label={t('dialog.shape')} {...form.getInputProps('shape')}>
            <Stack gap="xs" mt="xs">
              <Radio value="usual" label={t('dialog.usual')} />
              <Radio value="own" label={t('dialog.own')} />
            </Stack>
          </Radio.Group>
          {shape === 'own' && (
            <PlaceList places={places} onChange={(next) => form.setFieldValue('places', next)} />
          )}
          <CodeSample code={curlExample(t('example.url'), mapping)} copyLabel={t('example.copy')} />
          <ProblemNotice error={save.error} title={t('dialog.notSaved')} shown={['/name']} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.back')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t(source ? 'dialog.save' : 'dialog.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function useSave(
  source: ChatSource | null,
  onMade: (source: NewChatSource) => void,
  onError: (error: unknown) => void,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { name: string; mapping: Record<string, string> }): Promise<NewChatSource> => {
      if (!source) return unwrap(api.POST('/api/v1/chat-sources', { body }));
      const params = { path: { id: source.id } };
      return { ...(await unwrap(api.PATCH('/api/v1/chat-sources/{id}', { params, body }))), url: '' };
    },
    onSuccess: async (saved) => {
      await client.invalidateQueries({ queryKey: chatSourcesQuery.queryKey });
      onMade(saved);
    },
    onError,
  });
}
