import { Button, Group, PasswordInput, Stack, TextInput, VisuallyHidden } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { useSession } from '../../session/use-session';
import { Card } from '../../ui/card';
import { fieldErrors } from '../../ui/field-errors';
import { ProblemNotice } from '../../ui/problem-notice';
import { sessionsQuery } from './account-queries';

export function PasswordCard() {
  const { t } = useTranslation('settings');
  const me = useSession();
  const client = useQueryClient();
  const form = useForm({
    initialValues: { currentPassword: '', newPassword: '', again: '' },
    validate: {
      again: (again, { newPassword }) => (again === newPassword ? null : t('account.notTheSame')),
    },
  });
  const change = useMutation({
    mutationFn: ({ currentPassword, newPassword }: typeof form.values) =>
      unwrap(api.PUT('/api/v1/me/password', { body: { currentPassword, newPassword } })),
    onSuccess: async () => {
      form.reset();
      notifications.show({ message: t('account.passwordChanged') });
      await client.invalidateQueries({ queryKey: sessionsQuery.queryKey });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Card title={t('account.password')} hint={t('account.passwordHint')}>
      <form onSubmit={form.onSubmit((values) => change.mutate(values))}>
        <Stack maw={420}>
          <VisuallyHidden aria-hidden>
            {/* So that password managers know whose it is. */}
            <TextInput
              type="email"
              autoComplete="username"
              value={me.user?.email ?? ''}
              readOnly
              tabIndex={-1}
              aria-label={t('account.email')}
            />
          </VisuallyHidden>
          <PasswordInput
            label={t('account.currentPassword')}
            required
            autoComplete="current-password"
            {...form.getInputProps('currentPassword')}
          />
          <PasswordInput
            label={t('account.newPassword')}
            description={t('account.newPasswordHint')}
            required
            autoComplete="new-password"
            {...form.getInputProps('newPassword')}
          />
          <PasswordInput
            label={t('account.again')}
            required
            autoComplete="new-password"
            {...form.getInputProps('again')}
          />
          <ProblemNotice
            error={change.error}
            shown={['/currentPassword', '/newPassword']}
            title={t('notSaved')}
          />
          <Group>
            <Button type="submit" loading={change.isPending} disabled={!form.isDirty()}>
              {t('account.changePassword')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  );
}
