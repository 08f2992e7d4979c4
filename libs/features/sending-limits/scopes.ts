import type { MailServer } from '@features/smtp-servers';
import type { HoldTarget } from './holds/hold';

/** Names of what is limited or held, unique over all workspaces. */
export const scopes = {
  server: ({ id }: Pick<MailServer, 'id'>): string => `server:${id}`,
  provider: ({ id }: MailServer, provider: string): string => `provider:${id}:${provider}`,
  /** The mail of one workspace to a provider through a server that others use too. */
  providerOf: ({ id }: MailServer, provider: string, workspaceId: string): string =>
    `provider:${id}:${provider}:${workspaceId}`,
  domain: (workspaceId: string, domain: string): string => `domain:${workspaceId}:${domain.toLowerCase()}`,
  domainAt: (workspaceId: string, domain: string, { id }: MailServer): string =>
    `domain:${workspaceId}:${domain.toLowerCase()}:${id}`,
};

/** The provider whose mail through this server is limited in a scope, as far as that concerns this workspace. */
export function providerInScope(scope: string, server: MailServer, workspaceId: string): string | undefined {
  const prefix = scopes.provider(server, '');
  if (!scope.startsWith(prefix)) return undefined;
  const [provider, whose = workspaceId] = scope.slice(prefix.length).split(':');
  return whose === workspaceId ? provider : undefined;
}

/** What can be held of a message that goes through this server. */
export function serverTarget(server: MailServer): HoldTarget {
  return { ...at(server), kind: 'server', scope: scopes.server(server), provider: null, domain: null };
}

export function providerTarget(server: MailServer, provider: string): HoldTarget {
  return {
    ...at(server),
    kind: 'provider',
    scope: scopes.provider(server, provider),
    provider,
    domain: null,
  };
}

/** `provider`: who complains; null when it is the server itself, which then is what is held for this domain. */
export function domainTarget(
  server: MailServer,
  from: { workspaceId: string; senderDomain: string; provider: string | null },
): HoldTarget {
  const { workspaceId, senderDomain, provider } = from;
  const scope =
    provider === null
      ? scopes.domainAt(workspaceId, senderDomain, server)
      : scopes.domain(workspaceId, senderDomain);
  return { ...at(server), kind: 'domain', workspaceId, scope, provider, domain: senderDomain.toLowerCase() };
}

function at({
  id,
  label,
  workspaceId,
}: MailServer): Pick<HoldTarget, 'serverId' | 'serverLabel' | 'workspaceId'> {
  return { serverId: id, serverLabel: label, workspaceId };
}
