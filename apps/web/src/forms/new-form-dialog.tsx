import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { currentLanguage } from '../i18n';
import { topicsQuery } from '../settings/settings-queries';
import { ProblemNotice } from '../ui/problem-notice';

/** Asks for the name only; the address, the first name and, where there is a topic, its consent are filled in. */
export function NewFormDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['forms', 'ui']);
  const [name, setName] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: async () => {
      const { items } = await client.ensureQueryData(topicsQuery);
      const topic = items.find(({ isArchived, isPublic }) => !isArchived && isPublic);
      const definition = {
        languages: [currentLanguage()],
        texts: { title: name.trim() },
        fields: [
          { name: 'email', to: 'email', label: t('first.email') },
          { name: 'first_name', to: 'firstName', label: t('first.firstName') },
        ],
        ...(topic
          ? { consents: [{ topicId: topic.id, text: t('first.consent', { topic: topic.name }) }] }
          : {}),
      };
      return unwrap(api.POST('/api/v1/forms', { body: { name: name.trim(), definition } }));
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['forms', 'list'] });
      await navigate({ to: '/forms/$formId', params: { formId: id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) create.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={650}>{t('list.new')}</Text>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('new.name')}
            description={t('new.nameHint')}
            required
            maxLength={200}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <ProblemNotice error={create.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.back')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('new.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
