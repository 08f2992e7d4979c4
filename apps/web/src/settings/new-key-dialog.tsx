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
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import type { Scope } from '../api/models';
import { unwrap } from '../api/unwrap';
import { useSession } from '../session/use-session';
import { fieldErrors } from '../ui/field-errors';
import { ProblemNotice } from '../ui/problem-notice';
import { scopeText } from './scope-text';
import { apiKeysQuery } from './settings-queries';

/** Name and rights, then the key, shown this once. */
export function NewKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['settings', 'ui']);
  const me = useSession();
  const client = useQueryClient();
  const form = useForm<{ name: string; scopes: Scope[]; expires: string }>({
    initialValues: { name: '', scopes: [], expires: '' },
    validate: { scopes: (scopes) => (scopes.length === 0 ? t('keys.chooseScope') : null) },
  });
  const create = useMutation({
    mutationFn: ({ expires, ...body }: typeof form.values) =>
      unwrap(
        api.POST('/api/v1/api-keys', {
          body: { ...body, ...(expires ? { expiresAt: endOfDay(expires) } : {}) },
        }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: apiKeysQuery.queryKey }),
    onError: (error) => {
      const { expiresAt, ...errors } = fieldErrors(error);
      form.setErrors({ ...errors, ...(expiresAt ? { expires: expiresAt } : {}) });
    },
  });
  if (create.data) {
    const { key } = create.data;
    return (
      <Modal
        opened
        onClose={onClose}
        title={<Text fw={650}>{t('keys.madeTitle', { name: create.data.name })}</Text>}
        closeOnClickOutside={false}
      >
        <Stack>
          <Alert color="yellow">{t('keys.copyNow')}</Alert>
          <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
            {key}
          </Code>
          <Group justify="flex-end">
            <CopyButton value={key}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {t(copied ? 'ui:actions.copied' : 'ui:actions.copy')}
                </Button>
              )}
            </CopyButton>
            <Button onClick={onClose}>{t('keys.copied')}</Button>
          </Group>
        </Stack>
      </Modal>
    );
  }
  return (
    <Modal opened onClose={onClose} size="lg" title={<Text fw={650}>{t('keys.newTitle')}</Text>}>
      <form onSubmit={form.onSubmit((values) => create.mutate(values))}>
        <Stack>
          <TextInput
            label={t('keys.purpose')}
            placeholder={t('keys.purposePlaceholder')}
            required
            maxLength={100}
            data-autofocus
            {...form.getInputProps('name')}
          />
          <Checkbox.Group
            label={t('keys.scopes')}
            description={t('keys.scopesHint')}
            {...form.getInputProps('scopes')}
          >
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs" mt="xs">
              {me.scopes.map((scope) => (
                <Checkbox key={scope} value={scope} label={t(scopeText(scope))} description={scope} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
          <TextInput
            label={t('keys.expires')}
            description={t('keys.expiresHint')}
            type="date"
            maw={220}
            {...form.getInputProps('expires')}
          />
          <ProblemNotice
            error={create.error}
            shown={['/name', '/scopes', '/expiresAt']}
            title={t('keys.notMade')}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('ui:actions.back')}
            </Button>
            <Button type="submit" loading={create.isPending}>
              {t('keys.create')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** The last moment of a day here, with the offset that the API asks for. */
function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59`).toISOString();
}
