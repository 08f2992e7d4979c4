import { Button, Group, Modal, PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Role } from '../api/models';
import { unwrap } from '../api/unwrap';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import { ROLES } from './roles';
import { usersQuery } from './settings-queries';

interface Values {
  email: string;
  name: string;
  password: string;
  role: Role;
}

export function AddPersonDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['settings', 'ui', 'shell']);
  const client = useQueryClient();
  const form = useForm<Values>({ initialValues: { email: '', name: '', password: '', role: 'marketer' } });
  const add = useMutation({
    mutationFn: ({ email, role, name, password }: Values) =>
      unwrap(
        api.POST('/api/v1/users', {
          body: { email, role, ...(name ? { name } : {}), ...(password ? { password } : {}) },
        }),
      ),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: usersQuery.queryKey });
      onClose();
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Modal opened onClose={onClose} title={<Text fw={650}>{t('people.add')}</Text>}>
      <form onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <Stack>
          <TextInput
            label={t('people.email')}
            type="email"
            required
            data-autofocus
            autoComplete="off"
            {...form.getInputProps('email')}
          />
          <TextInput
            label={t('people.name')}
            maxLength={100}
            autoComplete="off"
            {...form.getInputProps('name')}
          />
          <PasswordInput
            label={t('people.password')}
            description={t('people.passwordHint')}
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <Radio.Group label={t('people.role')} {...form.getInputProps('role')}>
            <Stack gap="xs" mt="xs">
              {ROLES.map((role) => (
                <Radio
                  key={role}
                  value={role}
                  label={t(`shell:roles.${role}`)}
                  description={t(`roles.${role}`)}
                />
              ))}
            </Stack>
          </Radio.Group>
          <ProblemNotice
            error={add.error}
            shown={['/email', '/name', '/password', '/role']}
            title={t('people.notAdded')}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.back')}
            </Button>
            <Button type="submit" loading={add.isPending}>
              {t('ui:actions.add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
