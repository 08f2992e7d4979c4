import type { Actor } from '@features/accounts';
import type { SmtpServer } from '@features/smtp-servers';
import type { TlsPolicy } from '@platform/mail';

/** A mail server of the workspace. Its password is never shown. */
export class SmtpServerView {
  id: string;
  name: string;
  host: string;
  port: number;
  /** How the connection is encrypted. */
  tls: TlsPolicy;
  verifyCertificate: boolean;
  /** Name with which the sending machine introduces itself; null: its own. */
  ehloName: string | null;
  /** Null without sign-in, and for everybody who may not administer the workspace: see `signsIn`. */
  userName: string | null;
  /** Whether a user name and a password are stored. */
  signsIn: boolean;
  /** Connections at the same time, over all workers together. */
  connections: number;
  /** Messages per second at most; null: no limit. */
  perSecond: number | null;
  perMinute: number | null;
  perHour: number | null;
  perDay: number | null;
  /** Its share of the mail among servers for the same sender. */
  weight: number;
  /** Domains of From addresses that go through this server; empty: every sender that has no server of its own. */
  senderDomains: string[];
  /** Whether limits for mailbox providers apply. */
  limitsProviders: boolean;
  isEnabled: boolean;
  createdAt: Date;
  updatedAt: Date;
}

/** The server that the operator has set for the whole installation. */
export class InstallationServerView {
  /** Host and port. */
  server: string;
  /** Connections at the same time, over all workers and workspaces together. */
  connections: number;
  /** Whether mail of this workspace goes through it: so it is while no enabled server of its own is for every sender. */
  isUsed: boolean;
}

export class SmtpServerListView {
  items: SmtpServerView[];
  installation: InstallationServerView;
}

export function toSmtpServerListView(
  servers: readonly SmtpServer[],
  installation: { label: string; connections: number },
  actor: Actor,
): SmtpServerListView {
  const { label, connections } = installation;
  const isUsed = !servers.some(({ isEnabled, senderDomains }) => isEnabled && senderDomains.length === 0);
  return {
    items: servers.map((server) => toSmtpServerView(server, actor)),
    installation: { server: label, connections, isUsed },
  };
}

export function toSmtpServerView(server: SmtpServer, actor: Actor): SmtpServerView {
  const { workspaceId: _workspaceId, userName, ...view } = server;
  const mayKnow = actor.scopes.includes('workspace:admin');
  return { ...view, userName: mayKnow ? userName : null, signsIn: userName !== null };
}
