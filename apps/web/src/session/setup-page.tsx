import { Button, Divider, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { queryClient } from '../api/query-client';
import { unwrap } from '../api/unwrap';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import { timeZones } from '../ui/time-zones';
import { EntryFrame } from './entry-frame';
import { meQuery } from './session-query';

const MIN_PASSWORD = 12;
const SHOWN = ['/workspaceName', '/timeZone', '/name', '/email', '/password'];

/** The first workspace and its owner, on a new installation. */
export function SetupPage() {
  const { t } = useTranslation('session');
  const router = useRouter();
  const form = useForm({
    initialValues: {
      workspaceName: '',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      name: '',
      email: '',
      password: '',
    },
    validate: {
      password: (value) =>
        [...value].length < MIN_PASSWORD ? t('setup.passwordTooShort', { count: MIN_PASSWORD }) : null,
    },
  });
  const setUp = useMutation({
    mutationFn: (body: typeof form.values) => unwrap(api.POST('/api/v1/setup', { body })),
    meta: { quiet: true },
    onSuccess: async (me) => {
      queryClient.clear();
      queryClient.setQueryData(meQuery.queryKey, me);
      await router.navigate({ to: '/', replace: true });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <EntryFrame title={t('setup.title')} text={t('setup.text')}>
      <form onSubmit={form.onSubmit((values) => setUp.mutate(values))}>
        <Stack>
          <TextInput
            label={t('setup.workspace')}
            description={t('setup.workspaceHint')}
            required
            maxLength={100}
            autoComplete="organization"
            {...form.getInputProps('workspaceName')}
          />
          <Select
            label={t('setup.timeZone')}
            description={t('setup.timeZoneHint')}
            data={timeZones()}
            searchable
            required
            allowDeselect={false}
            {...form.getInputProps('timeZone')}
          />
          <Divider />
          <TextInput
            label={t('setup.name')}
            required
            maxLength={100}
            autoComplete="name"
            {...form.getInputProps('name')}
          />
          <TextInput
            label={t('email')}
            description={t('setup.emailHint')}
            type="email"
            required
            autoComplete="username"
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('password')}
            description={t('setup.passwordHint')}
            required
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <ProblemNotice error={setUp.error} shown={SHOWN} />
          <Button type="submit" size="md" loading={setUp.isPending}>
            {t('setup.submit')}
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}
