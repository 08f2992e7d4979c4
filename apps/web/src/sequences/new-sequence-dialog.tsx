import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { topicsQuery } from '../settings/settings-queries';
import { ProblemNotice } from '../ui/problem-notice';

/** Asks for the name only. The one topic of a workspace that has only one is filled in. */
export function NewSequenceDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['sequences', 'ui']);
  const [name, setName] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: async () => {
      const { items } = await client.ensureQueryData(topicsQuery);
      const offered = items.filter(({ isArchived }) => !isArchived);
      const topicId = offered.length === 1 ? offered[0]?.id : undefined;
      const graph = { v: 1, ...(topicId ? { topicId } : {}) };
      return unwrap(api.POST('/api/v1/sequences', { body: { name: name.trim(), graph } }));
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['sequences', 'list'] });
      await navigate({ to: '/sequences/$sequenceId', params: { sequenceId: id } });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim()) create.mutate();
  };
  return (
    <Modal opened={opened} onClose={onClose} title={<Text fw={650}>{t('new.title')}</Text>}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('new.name')}
            description={t('new.nameHint')}
            required
            maxLength={100}
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
