import { Button, Group, Stack, Text } from '@mantine/core';
import { useForm, type UseFormReturnType } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { AnchorLink } from '../../ui/anchor-link';
import { Card } from '../../ui/card';
import { fieldErrors } from '../../ui/field-errors';
import { ProblemNotice } from '../../ui/problem-notice';
import { UnsavedGuard } from '../../ui/unsaved-guard';
import { ConnectionFields } from './connection-fields';
import { ConnectionTest } from './connection-test';
import { MailFields } from './mail-fields';
import { bodyOf, connectionOf, needsPassword, valuesOf, type ServerValues } from './server-form';
import { smtpServersQuery, type SmtpServer } from './server-queries';
import { SpeedFields } from './speed-fields';

export type ServerFormApi = UseFormReturnType<ServerValues>;

const CONNECTION = ['host', 'port', 'tls', 'verifyCertificate', 'ehloName', 'userName', 'password'] as const;

/** All settings of a server, its test beside them. `server` is null for a new one. */
export function ServerForm({ server, mayChange }: { server: SmtpServer | null; mayChange: boolean }) {
  const { t } = useTranslation('servers');
  const form = useForm<ServerValues>({ initialValues: valuesOf(server) });
  const save = useSave(server, form);
  const mustRepeat = needsPassword(server, form.values);
  return (
    <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
      <UnsavedGuard isDirty={form.isDirty() && !save.isSuccess} />
      <fieldset disabled={!mayChange} style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <Stack maw={760}>
          <ConnectionFields form={form} hasPassword={server?.signsIn ?? false} mustRepeat={mustRepeat} />
          <MailFields form={form} />
          <SpeedFields form={form} />
          {mayChange && (
            <Card title={t('check.title')} hint={t('check.hint')}>
              <Test server={server} form={form} />
            </Card>
          )}
          <Text size="sm" c="dimmed">
            {t('form.dkim')} <AnchorLink to="/settings/domains">{t('form.dkimLink')}</AnchorLink>
          </Text>
          <ProblemNotice
            error={save.error}
            title={t('form.notSaved')}
            shown={Object.keys(form.values).map((name) => `/${name}`)}
          />
          {mayChange && (
            <Group>
              <Button type="submit" loading={save.isPending} disabled={server !== null && !form.isDirty()}>
                {t(server ? 'form.save' : 'form.create')}
              </Button>
            </Group>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}

function Test({ server, form }: { server: SmtpServer | null; form: ServerFormApi }) {
  const { t } = useTranslation('servers');
  const isChanged = server === null || CONNECTION.some((name) => form.isDirty(name));
  const { userName, password, host } = form.values;
  const lacksPassword = isChanged && server !== null && userName.trim() !== '' && password === '';
  return (
    <ConnectionTest
      serverId={server?.id ?? null}
      settings={isChanged ? connectionOf({ ...form.values, host: host.trim() }) : null}
      problem={lacksPassword ? t('check.needsPassword') : null}
    />
  );
}

function useSave(server: SmtpServer | null, form: ServerFormApi) {
  const { t } = useTranslation('servers');
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (values: ServerValues) => {
      const body = bodyOf(values);
      if (!server) return unwrap(api.POST('/api/v1/smtp-servers', { body }));
      return unwrap(api.PATCH('/api/v1/smtp-servers/{id}', { params: { path: { id: server.id } }, body }));
    },
    onSuccess: async () => {
      notifications.show({ message: t('saved') });
      await client.invalidateQueries({ queryKey: smtpServersQuery.queryKey });
      await navigate({ to: '/settings/mail-servers', ignoreBlocker: true });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
}
