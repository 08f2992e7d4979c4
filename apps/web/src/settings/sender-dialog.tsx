import { Button, Checkbox, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Sender } from '../api/models';
import { unwrap } from '../api/unwrap';
import { sendersQuery } from '../campaigns/campaign-queries';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';

export function SenderDialog({ sender, onClose }: { sender: Sender | null; onClose: () => void }) {
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
    <Modal opened onClose={onClose} title={<Text fw={650}>{sender ? 'Edit sender' : 'Add a sender'}</Text>}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput
            label="Name"
            description="As readers see it."
            placeholder="Ana from Maré Alta"
            required
            maxLength={200}
            data-autofocus
            {...form.getInputProps('fromName')}
          />
          <TextInput label="Address" type="email" required {...form.getInputProps('fromEmail')} />
          <TextInput
            label="Answers go to"
            description="Empty: to the address above."
            type="email"
            {...form.getInputProps('replyTo')}
          />
          <Checkbox
            label="Offer first for new campaigns"
            {...form.getInputProps('isDefault', { type: 'checkbox' })}
          />
          <ProblemNotice
            error={save.error}
            shown={['/fromName', '/fromEmail', '/replyTo']}
            title="Not saved"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Back
            </Button>
            <Button type="submit" loading={save.isPending}>
              Save
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
