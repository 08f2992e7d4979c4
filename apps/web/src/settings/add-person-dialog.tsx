import { Button, Group, Modal, PasswordInput, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Role } from '../api/models';
import { unwrap } from '../api/unwrap';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import { ROLE_CHOICES } from './roles';
import { usersQuery } from './settings-queries';

interface Values {
  email: string;
  name: string;
  password: string;
  role: Role;
}

export function AddPersonDialog({ onClose }: { onClose: () => void }) {
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
    <Modal opened onClose={onClose} title={<Text fw={650}>Add a person</Text>}>
      <form onSubmit={form.onSubmit((values) => add.mutate(values))}>
        <Stack>
          <TextInput
            label="Email"
            type="email"
            required
            data-autofocus
            autoComplete="off"
            {...form.getInputProps('email')}
          />
          <TextInput label="Name" maxLength={100} autoComplete="off" {...form.getInputProps('name')} />
          <PasswordInput
            label="First password"
            description="At least 12 characters. Hand it over yourself; not needed for people who already have an account here."
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <Radio.Group label="Role" {...form.getInputProps('role')}>
            <Stack gap="xs" mt="xs">
              {ROLE_CHOICES.map(({ value, label, description }) => (
                <Radio key={value} value={value} label={label} description={description} />
              ))}
            </Stack>
          </Radio.Group>
          <ProblemNotice
            error={add.error}
            shown={['/email', '/name', '/password', '/role']}
            title="Not added"
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Back
            </Button>
            <Button type="submit" loading={add.isPending}>
              Add
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
