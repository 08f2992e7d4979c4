import { Button, Group, Modal, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconUserPlus from '@tabler/icons-react/dist/esm/icons/IconUserPlus.mjs';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';

/** One person by hand. Being added subscribes nobody. */
export function NewContactButton() {
  const { t } = useTranslation(['contacts', 'ui']);
  const [isOpen, setOpen] = useState(false);
  const client = useQueryClient();
  const navigate = useNavigate();
  const form = useForm({ initialValues: { email: '', firstName: '', lastName: '' } });
  const create = useMutation({
    mutationFn: ({ email, firstName, lastName }: typeof form.values) =>
      unwrap(
        api.POST('/api/v1/contacts', {
          body: {
            email: email.trim(),
            ...(firstName.trim() ? { firstName: firstName.trim() } : {}),
            ...(lastName.trim() ? { lastName: lastName.trim() } : {}),
            source: 'app',
          },
        }),
      ),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: ['contacts', 'list'] });
      await navigate({ to: '/contacts/$contactId', params: { contactId: id } });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconUserPlus size={18} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {t('new.button')}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={<Text fw={650}>{t('new.title')}</Text>}>
        <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
          <Stack>
            <TextInput
              label={t('new.email')}
              type="email"
              required
              data-autofocus
              {...form.getInputProps('email')}
            />
            <SimpleGrid cols={2}>
              <TextInput label={t('new.firstName')} maxLength={200} {...form.getInputProps('firstName')} />
              <TextInput label={t('new.lastName')} maxLength={200} {...form.getInputProps('lastName')} />
            </SimpleGrid>
            <Text size="sm" c="dimmed">
              {t('new.hint')}
            </Text>
            <ProblemNotice error={create.error} shown={['/email', '/firstName', '/lastName']} />
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setOpen(false)}>
                {t('ui:actions.cancel')}
              </Button>
              <Button type="submit" loading={create.isPending}>
                {t('ui:actions.create')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
