import { Button, Group, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import type { Role, User } from '../api/models';
import { unwrap } from '../api/unwrap';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { ROLE_CHOICES } from './roles';
import { usersQuery } from './settings-queries';

/** Another role at once; removing asks first. */
export function PersonActions({ user }: { user: User }) {
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const params = { path: { id: user.id } };
  const refresh = () => client.invalidateQueries({ queryKey: usersQuery.queryKey });
  const change = useMutation({
    mutationFn: (role: Role) => unwrap(api.PATCH('/api/v1/users/{id}', { params, body: { role } })),
    onSuccess: refresh,
    onError: (error) =>
      notifications.show({ color: 'red', title: 'Role not changed', message: asProblem(error).message }),
  });
  const remove = useMutation({
    mutationFn: () => unwrap(api.DELETE('/api/v1/users/{id}', { params })),
    onSuccess: refresh,
  });
  return (
    <Group gap="xs">
      <Select
        size="xs"
        w={120}
        aria-label={`Role of ${user.name}`}
        data={ROLE_CHOICES.map(({ value, label }) => ({ value, label }))}
        value={user.role}
        allowDeselect={false}
        disabled={change.isPending}
        onChange={(role) => role && role !== user.role && change.mutate(role)}
      />
      <Button
        size="xs"
        variant="default"
        c="var(--mantine-color-error)"
        onClick={() => setAsking(true)}
        aria-label={`Remove ${user.name}`}
      >
        Remove
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={`Remove ${user.name}?`}
        confirmLabel="Remove"
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {user.name} is signed out of this workspace and cannot come back until added again. What they made
        stays.
      </ConfirmDialog>
    </Group>
  );
}
