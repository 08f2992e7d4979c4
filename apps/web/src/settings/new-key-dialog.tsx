import {
  Alert,
  Button,
  Checkbox,
  Code,
  CopyButton,
  Group,
  Modal,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import type { Scope } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useSession } from '../session/use-session';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import { apiKeysQuery } from './settings-queries';

/** Name and rights, then the key, shown this once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const me = useSession();
  const client = useQueryClient();
  const form = useForm<{ name: string; scopes: Scope[] }>({
    initialValues: { name: '', scopes: [] },
    validate: { scopes: (scopes) => (scopes.length === 0 ? 'Choose at least one right.' : null) },
  });
  const create = useMutation({
    mutationFn: (body: typeof form.values) => unwrap(api.POST('/api/v1/api-keys', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  if (create.data) {
    const { key } = create.data;
    return (
      <Modal
        opened
        onClose={onClose}
        title={<Text fw={650}>The key of {create.data.name}</Text>}
        closeOnClickOutside={false}
      >
        <Stack>
          <Alert color="yellow">Copy it now. It is shown this once and cannot be read again.</Alert>
          <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {key}
          </Code>
          <Group justify="flex-end">
            <CopyButton value={key}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {copied ? 'Copied' : 'Copy'}
                </Button>
              )}
            </CopyButton>
            <Button onClick={onClose}>I have copied it</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={650}>New API key</Text>}>
      <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <Stack>
          <TextInput
            label="What is it for?"
            placeholder="Web shop"
            required
            maxLength={100}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Checkbox.Group
            label="What it may do"
            description="No more than it needs."
            {...form.getInputProps('scopes')}
          >
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
              {me.scopes.map((scope) => (
                <Checkbox key={scope} value={scope} label={scope} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
          <ProblemNotice error={create.error} shown={['/name', '/scopes']} title="No key was made" />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Back
            </Button>
            <Button type="submit" loading={create.isPending}>
              Create key
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
