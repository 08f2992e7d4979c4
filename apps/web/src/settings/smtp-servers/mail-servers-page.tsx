import { Group, Stack } from '@mantine/core';
import IconServer from '@tabler/icons-react/dist/esm/icons/IconServer.mjs';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/use-session';
import { ButtonLink } from '../../ui/button-link';
import { EmptyState } from '../../ui/empty-state';
import { Loading } from '../../ui/loading';
import { ProblemNotice } from '../../ui/problem-notice';
import { liveHoldsQuery } from '../limits/limit-queries';
import { ReadOnlyNote } from '../read-only-note';
import { InstallationCard } from './installation-card';
import { RoutingCard } from './routing-card';
import { ServerCard } from './server-card';
import { smtpServersQuery } from './server-queries';
import { stateOf } from './server-state';

/** The servers that mail leaves through: how each does, and which message takes which. */
export function MailServersPage() {
  const { t } = useTranslation('servers');
  const servers = useQuery(smtpServersQuery);
  const holds = useQuery(liveHoldsQuery);
  const mayChange = useMay('workspace:admin');
  const items = servers.data?.items ?? [];
  const add = mayChange && <ButtonLink to="/settings/mail-servers/new">{t('add')}</ButtonLink>;
  return (
    <Stack maw={860}>
      {!mayChange && <ReadOnlyNote>{t('readOnly')}</ReadOnlyNote>}
      <ProblemNotice error={servers.error} onRetry={() => void servers.refetch()} />
      {servers.isPending && <Loading rows={2} height={72} />}
      {servers.data && items.length === 0 && (
        <EmptyState icon={IconServer} title={t('empty')} action={add}>
          {t('emptyText')}
        </EmptyState>
      )}
      {items.map((server) => (
        <ServerCard
          key={server.id}
          server={server}
          isLast={items.length === 1}
          mayChange={mayChange}
          {...stateOf(server, holds.data?.items ?? [])}
        />
      ))}
      {items.length > 0 && add && <Group>{add}</Group>}
      {servers.data && (
        <InstallationCard server={servers.data.installation} holds={holds.data?.items ?? []} />
      )}
      {servers.data && items.length > 0 && (
        <RoutingCard servers={items} installation={servers.data.installation} />
      )}
    </Stack>
  );
}
