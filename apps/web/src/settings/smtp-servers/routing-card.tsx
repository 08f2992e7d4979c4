import { Group, Stack, Text } from '@mantine/core';
import IconArrowRight from '@tabler/icons-react/dist/esm/icons/IconArrowRight.mjs';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import { formatRate } from '../../ui/format-number';
import { routesOf } from './routing';
import type { InstallationServer, SmtpServer } from './server-queries';

interface Props {
  servers: readonly SmtpServer[];
  installation: InstallationServer;
}

/** Which server takes which mail, and how much of it. */
export function RoutingCard({ servers, installation }: Props) {
  const { t } = useTranslation('servers');
  const routes = routesOf(servers);
  return (
    <Card title={t('routing.title')} hint={t('routing.hint')}>
      <Stack component="ul" gap="sm" m={0} p={0} style={{ listStyle: 'none' }}>
        {routes.map(({ domain, servers: shares }) => (
          <Group component="li" key={domain ?? ''} gap="sm" align="flex-start" wrap="wrap">
            <Text size="sm" fw={600} style={{ flex: '0 1 240px', overflowWrap: 'anywhere' }}>
              {domain === null ? t('routing.others') : t('routing.from', { domain })}
            </Text>
            <Group gap="xs" wrap="nowrap" align="flex-start" style={{ flex: '1 1 220px', minWidth: 0 }}>
              <IconArrowRight size={16} aria-hidden style={{ flex: 'none', marginTop: 3 }} />
              <div style={{ minWidth: 0 }}>
                {shares.map(({ id, name, share }) => (
                  <Text key={id} size="sm" className="numbers" style={{ overflowWrap: 'anywhere' }}>
                    {shares.length > 1 ? t('routing.share', { name, share: formatRate(share) }) : name}
                  </Text>
                ))}
                {shares.length === 0 && (
                  <Text size="sm">
                    {domain === null
                      ? t('routing.installation', { server: installation.server })
                      : t('routing.allOff')}
                  </Text>
                )}
              </div>
            </Group>
          </Group>
        ))}
      </Stack>
      {routes.length > 1 && (
        <Text size="sm" c="dimmed" mt="md">
          {t('routing.own')}
        </Text>
      )}
    </Card>
  );
}
