import { Button, Group, Loader, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { unwrap } from '../../api/unwrap';
import { ProblemNotice } from '../../ui/problem-notice';
import { DiagnosisResult } from './diagnosis-result';
import type { Diagnosis } from './server-queries';
import type { ConnectionSettings } from './server-form';

interface Props {
  /** Null while the server is not stored. */
  serverId: string | null;
  /** Settings to try instead of the stored ones; null: the stored ones. */
  settings: ConnectionSettings | null;
  /** What keeps these settings from being tried. */
  problem?: string | null;
}

/** Tries a connection and shows how far it got, step by step. */
export function ConnectionTest({ serverId, settings, problem = null }: Props) {
  const { t } = useTranslation('servers');
  const [to, setTo] = useState('');
  const test = useMutation({
    mutationFn: (): Promise<Diagnosis> => {
      const mail = to.trim() ? { mail: { to: to.trim() } } : {};
      if (settings) return unwrap(api.POST('/api/v1/smtp-servers/test', { body: { ...settings, ...mail } }));
      return unwrap(
        api.POST('/api/v1/smtp-servers/{id}/test', { params: { path: { id: serverId ?? '' } }, body: mail }),
      );
    },
  });
  return (
    <Stack gap="sm">
      <Group align="flex-end" gap="sm">
        <TextInput
          label={t('check.to')}
          description={t('check.toHint')}
          type="email"
          maxLength={320}
          placeholder="you@example.com"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            // It stands inside the form of the server, which Enter would save.
            event.preventDefault();
            if (problem === null && !test.isPending) test.mutate();
          }}
          style={{ flex: '1 1 240px' }}
          maw={420}
        />
        <Button
          variant="default"
          loading={test.isPending}
          disabled={problem !== null}
          onClick={() => test.mutate()}
        >
          {t('check.run')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed">
        {problem ?? t(settings ? 'check.changed' : 'check.stored')}
      </Text>
      <div role="status">
        {test.isPending && (
          <Group gap="xs">
            <Loader size="xs" aria-hidden />
            <Text size="sm">{t('check.running')}</Text>
          </Group>
        )}
        {test.data && !test.isPending && <DiagnosisResult diagnosis={test.data} />}
      </div>
      <ProblemNotice error={test.error} />
    </Stack>
  );
}
