import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Sender } from '../api/models';
import { unwrap } from '../api/unwrap';
import { sendersQuery } from '../campaigns/campaign-queries';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';

export function SenderDialog({ sender, onClose }: { sender: Sender | null; onClose: () => void }) {
  const { t } = useTranslation(['settings', 'ui']);
  const client = useQueryClient();
  const form = useForm({
    initialValues: {
      fromName: sender?.fromName ?? '',
      fromEmail: sender?.fromEmail ?? '',
      replyTo: sender?.replyTo ?? '',
      isDefault: sender?.isDefault ?? false,
    },
  });
  const save = useMutation({
    mutationFn: (values: typeof form.values) => {
      const body = { ...values, replyTo: values.replyTo.trim() || null };
      return sender
        ? unwrap(api.PATCH('/api/v1/senders/{id}', { params: { path: { id: sender.id } }, body }))
        : unwrap(api.POST('/api/v1/senders', { body }));
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: sendersQuery.queryKey });
      onClose();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={<Text fw={650}>{t(sender ? 'senders.editTitle' : 'senders.add')}</Text>}
    >
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput
            label={t('senders.name')}
            description={t('senders.nameHint')}
            placeholder={t('senders.namePlaceholder')}
            required
            maxLength={200}
            data-autofocus
            {...form.getInputProps('fromName')}
          />
          <TextInput
            label={t('senders.address')}
            type="email"
            required
            {...form.getInputProps('fromEmail')}
          />
          <TextInput
            label={t('senders.replyTo')}
            description={t('senders.replyToHint')}
            type="email"
            {...form.getInputProps('replyTo')}
          />
          <Checkbox
            label={t('senders.isDefault')}
            {...form.getInputProps('isDefault', { type: 'checkbox' })}
          />
          <ProblemNotice
            error={save.error}
            shown={['/fromName', '/fromEmail', '/replyTo']}
            title={t('notSaved')}
          />
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
