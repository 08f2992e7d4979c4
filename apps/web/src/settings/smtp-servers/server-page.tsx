import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../session/use-session';
import { Loading } from '../../ui/loading';
import { PageHeader } from '../../ui/page-header';
import { ProblemNotice } from '../../ui/problem-notice';
import { NotFound } from '../../shell/not-found';
import { ReadOnlyNote } from '../read-only-note';
import { ServerForm } from './server-form-page';
import { smtpServersQuery } from './server-queries';

/** Settings of one server, or of a new one. */
export function ServerPage() {
  const { serverId } = useParams({ strict: false });
  const servers = useQuery(smtpServersQuery);
  const { t } = useTranslation('servers');
  const mayChange = useMay('workspace:admin');
  const server = servers.data?.items.find(({ id }) => id === serverId) ?? null;
  if (servers.data && serverId && !server) return <NotFound />;
  return (
    <>
      <PageHeader
        title={serverId ? (server?.name ?? t('form.back')) : t('form.newTitle')}
        back={{ to: '/settings/mail-servers', label: t('form.back') }}
      />
      <ProblemNotice error={servers.error} onRetry={() => void servers.refetch()} />
      {servers.isPending && <Loading rows={6} />}
      {servers.data && !mayChange && <ReadOnlyNote>{t('readOnly')}</ReadOnlyNote>}
      {servers.data && <ServerForm key={serverId ?? 'new'} server={server} mayChange={mayChange} />}
    </>
  );
}
