import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { ProblemNotice } from '../ui/problem-notice';
import { sendersQuery } from './campaign-queries';

/** Asks for the name only; everything else is edited on the campaign's page, with the default sender filled in. */
export function NewCampaignDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation(['campaigns', 'ui']);
  const [name, setName] = useState('');
  const client = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: async () => {
      const { items } = await client.ensureQueryData(sendersQuery);
      const senderId = items.find(({ isDefault }) => isDefault)?.id;
      return unwrap(
        api.POST('/api/v1/campaigns', { body: { name: name.trim(), ...(senderId ? { senderId } : {}) } }),
      );
    },
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['campaigns', 'list'] });
      await navigate({ to: '/campaigns/$campaignId', params: { campaignId: id } });
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
            label={t('fields.name')}
            description={t('fields.nameHint')}
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
