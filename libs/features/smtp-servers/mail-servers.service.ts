import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Settings } from '@platform/config';
import { DomainError } from '@platform/errors';
import {
  domainOf,
  parseSmtpUrl,
  type SendResult,
  type SmtpEnvelope,
  type SmtpMessage,
  type SmtpPool,
  type SmtpSettings,
  type Urgency,
} from '@platform/mail';
import { inWeightedOrder, routeTo } from './choose-servers';
import { ConnectionShares } from './connection-shares.service';
import { DEFAULT_SERVER_ID, type MailServer, type SendingPriority } from './mail-server';
import { ServerConnections } from './server-connections.service';
import { ServerPools } from './server-pools';
import type { StoredSmtpServer } from './smtp-server';
import { SmtpServersRepository } from './smtp-servers.repository';

const URGENCY: Record<SendingPriority, Urgency> = { transactional: 2, sequence: 1, campaign: 0 };

/** How long a changed server may go on as it was. */
const KEEP_MS = 3_000;
const MAX_KEPT = 1_000;

/** A message's place among those that wait for a connection. */
export interface SendingTurn {
  priority: SendingPriority;
  /** Asked when a connection is there, right before the message goes. False: `not-sent`, `notNow`. */
  mayGo?: () => Promise<boolean>;
}

/** The servers mail goes out through, with one pool of connections for each of them in this process. */
@Injectable()
export class MailServers implements BeforeApplicationShutdown {
  private readonly kept = new Map<string, { until: number; servers: Promise<StoredSmtpServer[]> }>();
  private readonly pools: ServerPools;
  private readonly defaultSettings: SmtpSettings;
  private readonly defaultServer: MailServer;

  constructor(
    private readonly servers: SmtpServersRepository,
    private readonly connections: ServerConnections,
    private readonly shares: ConnectionShares,
    { smtp }: Settings,
  ) {
    this.pools = new ServerPools((limit) => shares.of(limit));
    this.defaultSettings = parseSmtpUrl(smtp.url, {
      connectMs: smtp.connectTimeoutMs,
      idleMs: smtp.timeoutMs,
    });
    this.defaultServer = {
      id: DEFAULT_SERVER_ID,
      workspaceId: null,
      label: this.defaultSettings.label,
      weight: 1,
      limits: { perSecond: null, perMinute: null, perHour: null, perDay: null },
      connections: smtp.connections,
      limitsProviders: true,
    };
    shares.watch({ fit: () => this.pools.fit(), fits: () => this.pools.fits });
  }

  /**
   * Servers for a sender's domain, in the order in which the caller tries them: those routed to it, else those for every
   * sender, else the server of SMTP_URL. Empty means "not now": all connections that the servers allow belong to other
   * workers; asking again in some seconds is right.
   */
  async candidates(workspaceId: string, senderDomain: string): Promise<MailServer[]> {
    const routed = routeTo(await this.enabled(workspaceId), senderDomain).map(toMailServer);
    const servers = routed.length > 0 ? routed : [this.defaultServer];
    return inWeightedOrder(servers.filter(({ connections }) => this.shares.of(connections) > 0));
  }

  /**
   * Sends one message to one recipient; waits for a free connection, urgent messages first. Never throws: every way a message
   * can end is a SendResult. `not-sent` with `notNow`: nothing was tried (the server was switched off meanwhile, this worker
   * lost its share of the connections, the process stops), and the server is not in trouble.
   */
  async send(
    server: MailServer,
    envelope: SmtpEnvelope,
    message: SmtpMessage,
    turn: SendingTurn,
  ): Promise<SendResult> {
    let pool: SmtpPool | null;
    try {
      pool = server.workspaceId === null ? this.defaultPool() : await this.poolOf(server, server.workspaceId);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const noSession = error.code === 'secret.unreadable' ? 'sign-in' : 'unreachable';
      return { outcome: 'not-sent', reason: `${server.label}: ${error.message}`, noSession };
    }
    if (pool === null) {
      const reason = `The mail server ${server.label} was switched off or removed.`;
      return { outcome: 'not-sent', reason, notNow: true };
    }
    const { priority, mayGo } = turn;
    return pool.send(envelope, message, { urgency: URGENCY[priority], ...(mayGo ? { mayGo } : {}) });
  }

  /** For a single mail outside the ledger: over the first server that takes it, in the order of `candidates`. */
  async sendSingle(
    workspaceId: string,
    envelope: SmtpEnvelope,
    message: SmtpMessage,
    priority: SendingPriority,
  ): Promise<SendResult> {
    const reason = 'No connection to a mail server is free just now. Try again in some seconds.';
    let result: SendResult = { outcome: 'not-sent', reason, notNow: true };
    for (const server of await this.candidates(workspaceId, domainOf(envelope.from))) {
      result = await this.send(server, envelope, message, { priority });
      if (!mayAnotherTakeIt(result)) return result;
    }
    return result;
  }

  /** The server of SMTP_URL, for people: host and port, and how many connections it may get. */
  get installation(): Pick<MailServer, 'label' | 'connections'> {
    const { label, connections } = this.defaultServer;
    return { label, connections };
  }

  /** After a change of this workspace's servers, so that this process sees it at once. */
  forget(workspaceId: string): void {
    this.kept.delete(workspaceId);
  }

  /** Before HTTP and database go: messages on the wire get their answer, and the other workers get the connections. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.pools.close();
    await this.shares.stop();
  }

  private defaultPool(): SmtpPool {
    const { id, connections } = this.defaultServer;
    return this.pools.get({ id, fingerprint: '', connections, settings: () => this.defaultSettings });
  }

  private async poolOf({ id }: MailServer, workspaceId: string): Promise<SmtpPool | null> {
    const row = (await this.enabled(workspaceId)).find((stored) => stored.id === id);
    if (row === undefined) return null;
    return this.pools.get({
      id,
      fingerprint: fingerprintOf(row),
      connections: row.connections,
      settings: () => this.connections.toStored(row),
    });
  }

  private enabled(workspaceId: string): Promise<StoredSmtpServer[]> {
    const now = performance.now();
    const known = this.kept.get(workspaceId);
    if (known && known.until > now) return known.servers;
    const servers = this.servers.listEnabled(workspaceId);
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    this.kept.set(workspaceId, { until: now + KEEP_MS, servers });
    // A failed question is asked again by whoever comes next.
    servers.catch(() => this.kept.delete(workspaceId));
    return servers;
  }
}

/** Nobody has it, and it was not this recipient that stood in its way. */
function mayAnotherTakeIt(result: SendResult): boolean {
  if (result.outcome === 'deferred') return result.code === 421 || result.stage === 'sender';
  return result.outcome === 'not-sent';
}

/** Changes of it need other connections; changes of limits and weights do not. */
function fingerprintOf(server: StoredSmtpServer): string {
  const { host, port, tls, verifyCertificate, ehloName, userName, passwordBox } = server;
  return JSON.stringify([host, port, tls, verifyCertificate, ehloName, userName, passwordBox]);
}

function toMailServer(server: StoredSmtpServer): MailServer {
  const { id, workspaceId, weight, connections, limitsProviders } = server;
  const { host, port, perSecond, perMinute, perHour, perDay } = server;
  return {
    id,
    workspaceId,
    label: `${host}:${port}`,
    weight,
    limits: { perSecond, perMinute, perHour, perDay },
    connections,
    limitsProviders,
  };
}
