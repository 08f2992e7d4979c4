import type { MailServer } from '@features/smtp-servers';
import { findProvider, providerName } from '../providers/mail-provider';
import { scopes } from '../scopes';
import type { SendingRequest } from '../sending-request';
import type { Constraint } from './admission';
import { isLimited, NO_LIMITS, type WindowLimits } from './window';

/** What a workspace says about limits for mailbox providers. */
export interface OwnLimits {
  /** By key of the provider; they replace the default ones. */
  limits: ReadonlyMap<string, WindowLimits>;
  /** There is no other workspace in this installation. */
  isAlone: boolean;
}

export const NO_OWN_LIMITS: OwnLimits = { limits: new Map(), isAlone: true };

/** What one server sends to a provider at most unless somebody says otherwise; unlimited where nobody knows it. */
export function defaultLimits(provider: string): WindowLimits {
  return { ...NO_LIMITS, ...findProvider(provider)?.limits };
}

/**
 * Everything that limits these messages. At a server of its own, a workspace's limits for a provider replace the default
 * ones. At the server that all workspaces share, the default ones hold for all of them together, and its own ones for its own
 * mail besides: nobody can lift the limits of the others. Where there is no other workspace, its own ones replace them.
 */
export function constraintsOf(
  request: Pick<SendingRequest, 'workspaceId' | 'server' | 'senderDomain' | 'senderPerDay' | 'wanted'>,
  own: OwnLimits,
): Constraint[] {
  const { workspaceId, server, senderDomain, senderPerDay, wanted } = request;
  const all: Constraint[] = [
    {
      scope: scopes.server(server),
      limits: server.limits,
      provider: null,
      what: `Mail through ${server.label}`,
    },
  ];
  if (senderPerDay !== null) {
    const limits = { ...NO_LIMITS, perDay: senderPerDay };
    const what = `By its warm-up plan, mail from ${senderDomain}`;
    all.push({ scope: scopes.domain(workspaceId, senderDomain), limits, provider: null, what });
  }
  if (server.limitsProviders) {
    for (const provider of wanted.keys()) all.push(...ofProvider(provider, { workspaceId, server, own }));
  }
  return all.filter(({ limits }) => isLimited(limits));
}

function ofProvider(
  provider: string,
  { workspaceId, server, own }: { workspaceId: string; server: MailServer; own: OwnLimits },
): Constraint[] {
  const replacing = own.limits.get(provider);
  const common = { provider, what: `Mail to ${providerName(provider)} through ${server.label}` };
  const shared = { ...common, scope: scopes.provider(server, provider) };
  if (!replacing) return [{ ...shared, limits: defaultLimits(provider) }];
  if (server.workspaceId !== null || own.isAlone) return [{ ...shared, limits: replacing }];
  return [
    { ...shared, limits: defaultLimits(provider) },
    { ...common, scope: scopes.providerOf(server, provider, workspaceId), limits: replacing },
  ];
}
