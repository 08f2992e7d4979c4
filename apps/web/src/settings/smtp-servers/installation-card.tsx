import { Badge, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card';
import type { SendingHold } from '../limits/limit-queries';
import { HoldLines } from './hold-lines';
import type { InstallationServer } from './server-queries';
import { installationState } from './server-state';
import { StateBadge } from './state-badge';

interface Props {
  server: InstallationServer;
  holds: readonly SendingHold[];
}

/** The server that comes from the operator's environment: seen here, changed there. */
export function InstallationCard({ server, holds }: Props) {
  const { t } = useTranslation('servers');
  const shared = installationState(holds);
  return (
    <Card
      title={t('installation.title')}
      hint={t('installation.hint')}
      actions={
        server.isUsed ? (
          <StateBadge state={shared.state} />
        ) : (
          <Badge variant="default">{t('installation.unused')}</Badge>
        )
      }
    >
      <Text size="sm" ff="monospace" style={{ overflowWrap: 'anywhere' }}>
        {server.server}
      </Text>
      <Text size="sm" c="dimmed" mt={2}>
        {t(server.isUsed ? 'installation.usedText' : 'installation.unusedText')}{' '}
        {t('facts.connections', { count: server.connections })}.
      </Text>
      {server.isUsed && <HoldLines holds={shared.holds} />}
    </Card>
  );
}
