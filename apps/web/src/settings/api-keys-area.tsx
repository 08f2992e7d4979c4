import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import IconKey from '@tabler/icons-react/dist/esm/icons/IconKey.mjs';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiKey } from '../api/models';
import { EmptyState } from '../ui/empty-state';
import { formatAgo, formatDay } from '../ui/format';
import { Loading } from '../ui/loading';
import { ProblemNotice } from '../ui/problem-notice';
import { NewKeyDialog } from './new-key-dialog';
import { RevokeKey } from './revoke-key';
import { scopeText } from './scope-text';
import { apiKeysQuery } from './settings-queries';

function stateOf({ revokedAt, expiresAt, lastUsedAt, createdAt }: ApiKey, t: TFunction<'settings'>): string {
  if (revokedAt) return t('keys.revokedOn', { day: formatDay(revokedAt) });
  if (expiresAt && new Date(expiresAt) < new Date())
    return t('keys.expiredOn', { day: formatDay(expiresAt) });
  const day = formatDay(createdAt);
  const used = lastUsedAt
    ? t('keys.made', { day, when: formatAgo(lastUsedAt) })
    : t('keys.neverUsed', { day });
  return expiresAt ? `${used} · ${t('keys.endsOn', { day: formatDay(expiresAt) })}` : used;
}

/** Keys for programs that call the API. */
export function ApiKeysArea() {
  const { t } = useTranslation('settings');
  const keys = useQuery(apiKeysQuery);
  const [isNew, setIsNew] = useState(false);
  const create = <Button onClick={() => setIsNew(true)}>{t('keys.new')}</Button>;
  return (
    <Stack maw={760}>
      <ProblemNotice error={keys.error} onRetry={() => void keys.refetch()} />
      {keys.isPending && <Loading rows={2} />}
      {keys.data?.items.length === 0 && (
        <EmptyState icon={IconKey} title={t('keys.empty')} action={create}>
          {t('keys.emptyText')}
        </EmptyState>
      )}
      {keys.data?.items.map((key) => (
        <Paper withBorder p="md" key={key.id} opacity={key.revokedAt ? 0.75 : 1}>
          <Group justify="space-between" align="flex-start" gap="sm">
            <div style={{ minWidth: 0, flex: '1 1 240px' }}>
              <Text fw={650}>{key.name}</Text>
              <Text size="sm" c="dimmed" ff="monospace">
                {key.prefix}…
              </Text>
              <Text size="sm" c="dimmed">
                {stateOf(key, t)}
              </Text>
              <Group gap={6} mt={6}>
                {key.scopes.map((scope) => (
                  <Badge key={scope} size="sm" variant="default" fw={500}>
                    {t(scopeText(scope))}
                  </Badge>
                ))}
              </Group>
            </div>
            {!key.revokedAt && <RevokeKey apiKey={key} />}
          </Group>
        </Paper>
      ))}
      {keys.data && keys.data.items.length > 0 && <Group>{create}</Group>}
      {isNew && <NewKeyDialog onClose={() => setIsNew(false)} />}
    </Stack>
  );
}
