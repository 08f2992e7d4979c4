import { Button, Group, Select } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { asProblem } from '../api/problem';
import type { Role, User } from '../api/models';
import { unwrap } from '../api/unwrap';
import { ConfirmDialog } from '../ui/confirm-dialog';
import { ROLES } from './roles';
import { usersQuery } from './settings-queries';

/** Another role at once; removing asks first. */
export function PersonActions({ user }: { user: User }) {
  const { t } = useTranslation(['settings', 'ui', 'shell']);
  const client = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const params = { path: { id: user.id } };
  const refresh = () => client.invalidateQueries({ queryKey: usersQuery.queryKey });
  const change = useMutation({
    mutationFn: (role: Role) => unwrap(api.PATCH('/api/v1/users/{id}', { params, body: { role } })),
    onSuccess: refresh,
    onError: (error) =>
      notifications.show({
        color: 'red',
        title: t('people.roleNotChanged'),
        message: asProblem(error).message,
      }),
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
        aria-label={t('people.roleOf', { name: user.name })}
        data={ROLES.map((value) => ({ value, label: t(`shell:roles.${value}`) }))}
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
        aria-label={t('people.removeLabel', { name: user.name })}
      >
        {t('ui:actions.remove')}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        title={t('people.removeTitle', { name: user.name })}
        confirmLabel={t('ui:actions.remove')}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate()}
        onClose={() => setAsking(false)}
      >
        {t('people.removeText', { name: user.name })}
      </ConfirmDialog>
    </Group>
  );
}
