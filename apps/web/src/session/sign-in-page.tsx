import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { queryClient } from '../api/query-client';
import { ProblemNotice } from '../ui/problem-notice';
import { EntryFrame } from './entry-frame';
import { meQuery } from './session-query';

const route = getRouteApi('/sign-in');

export function SignInPage() {
  const { returnTo } = route.useSearch();
  const { t } = useTranslation('session');
  const router = useRouter();
  const form = useForm({ initialValues: { email: '', password: '' } });
  const signIn = useMutation({
    mutationFn: (body: { email: string; password: string }) => unwrap(api.POST('/api/v1/session', { body })),
    meta: { quiet: true },
    onSuccess: async (me) => {
      queryClient.clear();
      queryClient.setQueryData(meQuery.queryKey, me);
      await router.navigate({ to: returnTo ?? '/', replace: true });
    },
  });
  return (
    <EntryFrame title={t('signIn.title')} text={t('signIn.text')}>
      <form onSubmit={form.onSubmit((values) => signIn.mutate(values))}>
        <Stack>
          <TextInput
            label={t('email')}
            type="email"
            autoComplete="username"
            required
            autoFocus
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label={t('password')}
            autoComplete="current-password"
            required
            {...form.getInputProps('password')}
          />
          <ProblemNotice error={signIn.error} title={t('signIn.failed')} />
          <Button type="submit" size="md" loading={signIn.isPending}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}
