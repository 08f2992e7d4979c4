import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { AnchorLink } from '../../ui/anchor-link';
import { ButtonLink } from '../../ui/button-link';
import { Card } from '../../ui/card';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { smtpServersQuery } from '../smtp-servers/server-queries';
import { sendingUsageQuery } from './limit-queries';
import { UsageBar } from './usage-bar';

/** Each server with its limits and what is used up of them. */
export function ServerLimitsCard({ mayChange }: { mayChange: boolean }) {
  const { t } = useTranslation('limits');
  const servers = useQuery(smtpServersQuery);
  const usage = useQuery(sendingUsageQuery);
  const windowsOf = (id: string) =>
    usage.data?.items.find((item) => item.kind === 'server' && item.id === id)?.windows ?? [];
  return (
    <Card title={t('servers.title')} hint={t('servers.hint')}>
      <ProblemNotice error={servers.error ?? usage.error} />
      {(servers.isPending || usage.isPending) && <Loading rows={1} />}
      {servers.data?.items.length === 0 && <Text size="sm">{t('servers.none')}</Text>}
      <Stack gap="lg">
        {usage.data &&
          servers.data?.items.map(({ id, name }) => (
            <div key={id}>
              <Group justify="space-between" gap="sm" mb={6} wrap="nowrap">
                <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
                  {name}
                </Text>
                {mayChange && (
                  <ButtonLink
                    size="xs"
                    variant="default"
                    to="/settings/mail-servers/$serverId"
                    params={{ serverId: id }}
                    aria-label={t('servers.editLabel', { name })}
                  >
                    {t('servers.edit')}
                  </ButtonLink>
                )}
              </Group>
              {windowsOf(id).length === 0 && (
                <Text size="sm" c="dimmed">
                  {t('servers.unlimited')}
                </Text>
              )}
              <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
                {windowsOf(id).map((use) => (
                  <UsageBar key={use.window} name={name} use={use} />
                ))}
              </SimpleGrid>
            </div>
          ))}
        {servers.data && (
          <AnchorLink to="/settings/mail-servers" size="sm">
            {t('servers.manage')}
          </AnchorLink>
        )}
      </Stack>
    </Card>
  );
}
