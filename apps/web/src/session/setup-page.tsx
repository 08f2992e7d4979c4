import { Button, Divider, PasswordInput, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
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
        [...value].length < MIN_PASSWORD
          ? `At least ${MIN_PASSWORD} characters; three or four random words are fine.`
          : null,
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
    <EntryFrame
      title="Welcome to Tidings"
      text="Create your workspace and your account. You can invite colleagues later."
    >
      <form onSubmit={form.onSubmit((values) => setUp.mutate(values))}>
        <Stack>
          <TextInput
            label="Workspace"
            description="Usually the name of the company or brand."
            required
            maxLength={100}
            autoComplete="organization"
            {...form.getInputProps('workspaceName')}
          />
          <Select
            label="Time zone"
            description="Days and send times are counted in it."
            data={timeZones()}
            searchable
            required
            allowDeselect={false}
            {...form.getInputProps('timeZone')}
          />
          <Divider />
          <TextInput
            label="Your name"
            required
            maxLength={100}
            autoComplete="name"
            {...form.getInputProps('name')}
          />
          <TextInput
            label="Email"
            description="You sign in with it."
            type="email"
            required
            autoComplete="username"
            {...form.getInputProps('email')}
          />
          <PasswordInput
            label="Password"
            description="12 to 256 characters. Not your address, and none of those that attackers try first."
            required
            autoComplete="new-password"
            {...form.getInputProps('password')}
          />
          <ProblemNotice error={setUp.error} shown={SHOWN} />
          <Button type="submit" size="md" loading={setUp.isPending}>
            Create workspace
          </Button>
        </Stack>
      </form>
    </EntryFrame>
  );
}
