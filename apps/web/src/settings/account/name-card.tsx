import { Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { meQuery } from '../../session/session-query';
import { useSession } from '../../session/use-session';
import { Card } from '../../ui/card';
import { fieldErrors } from '../../ui/field-errors';
import { ProblemNotice } from '../../ui/problem-notice';
import { SaveButton } from '../save-button';

export function NameCard() {
  const { t } = useTranslation('settings');
  const me = useSession();
  const client = useQueryClient();
  const form = useForm({ initialValues: { name: me.name } });
  const save = useMutation({
    mutationFn: (body: { name: string }) => unwrap(api.PATCH('/api/v1/me', { body })),
    onSuccess: async (saved) => {
      client.setQueryData(meQuery.queryKey, saved);
      form.setInitialValues({ name: saved.name });
      form.reset();
      notifications.show({ message: t('saved') });
      await client.invalidateQueries({ queryKey: ['users'] });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <Card title={t('account.who')}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <div>
            <Text size="sm" c="dimmed">
              {t('account.email')}
            </Text>
            <Text style={{ overflowWrap: 'anywhere' }}>{me.user?.email}</Text>
          </div>
          <TextInput
            label={t('account.name')}
            description={t('account.nameHint')}
            required
            maxLength={100}
            autoComplete="name"
            maw={420}
            {...form.getInputProps('name')}
          />
          <ProblemNotice error={save.error} shown={['/name']} title={t('notSaved')} />
          <SaveButton isBusy={save.isPending} isDirty={form.isDirty()} />
        </Stack>
      </form>
    </Card>
  );
}
