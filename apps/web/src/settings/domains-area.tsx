import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import IconWorldCheck from '@tabler/icons-react/dist/esm/icons/IconWorldCheck.mjs';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { unwrap } from '../api/unwrap';
import { useMay } from '../session/use-session';
import { EmptyState } from '../ui/empty-state';
import { fieldErrors } from '../ui/field-errors';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { DomainCard } from './domain-card';
import { sendingDomainsQuery } from './domain-queries';

/** The domains that mail comes from, and what has to stand in their DNS so that mailbox providers trust it. */
export function DomainsArea() {
  const { t } = useTranslation('settings');
  const domains = useQuery(sendingDomainsQuery);
  const mayChange = useMay('workspace:admin');
  return (
    <Stack maw={860}>
      <Text c="dimmed">{t('domains.description')}</Text>
      <ProblemNotice error={domains.error} onRetry={() => void domains.refetch()} />
      {domains.isPending && <Loading rows={2} />}
      {domains.data?.items.length === 0 && (
        <EmptyState icon={IconWorldCheck} title={t('domains.empty')}>
          {t('domains.emptyText')}
        </EmptyState>
      )}
      {domains.data?.items.map((domain) => (
        <DomainCard key={domain.id} domain={domain} mayChange={mayChange} />
      ))}
      {mayChange && <AddDomain />}
    </Stack>
  );
}

function AddDomain() {
  const { t } = useTranslation('settings');
  const client = useQueryClient();
  const form = useForm({ initialValues: { domain: '' } });
  const add = useMutation({
    mutationFn: (body: { domain: string }) => unwrap(api.POST('/api/v1/sending-domains', { body })),
    onSuccess: async () => {
      form.reset();
      await client.invalidateQueries({ queryKey: sendingDomainsQuery.queryKey });
    },
    onError: (error) => form.setErrors(fieldErrors(error)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => add.mutate(values))}>
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('domains.add')}
          placeholder="example.com"
          required
          maxLength={253}
          style={{ flex: '1 1 220px' }}
          maw={360}
          {...form.getInputProps('domain')}
        />
        <Button type="submit" loading={add.isPending}>
          {t('domains.addAction')}
        </Button>
      </Group>
      <ProblemNotice error={add.error} shown={['/domain']} />
    </form>
  );
}
