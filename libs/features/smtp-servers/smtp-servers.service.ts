import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { invalidField, notFound } from '@platform/errors';
import { exposesPassword, parseHost, parseName, parseSenderDomains, parseSignIn } from './check-smtp-server';
import { MailServers } from './mail-servers.service';
import { ServerConnections } from './server-connections.service';
import {
  MAX_SMTP_SERVERS,
  SMTP_SERVER_DEFAULTS,
  USUAL_PORTS,
  type SmtpConnectionInput,
  type SmtpServer,
  type SmtpServerInput,
  type StoredSmtpServer,
} from './smtp-server';
import { passwordNeeded, tooMany } from './smtp-servers.errors';
import { SmtpServersRepository, withoutPassword, type SmtpServerRow } from './smtp-servers.repository';

/** The mail servers of a workspace. Passwords go in and never come out. */
@Injectable()
export class SmtpServersService {
  constructor(
    private readonly database: Database,
    private readonly servers: SmtpServersRepository,
    private readonly connections: ServerConnections,
    private readonly runtime: MailServers,
    private readonly audit: AuditService,
  ) {}

  async list(workspaceId: string): Promise<SmtpServer[]> {
    return this.servers.list(workspaceId);
  }

  async get(workspaceId: string, id: string): Promise<SmtpServer> {
    return withoutPassword(await this.find(workspaceId, id));
  }

  /** `name` and `host` must be given. Throws `smtp-server.name-taken`, `smtp-server.too-many`, and what is wrong with a field. */
  async create(
    actor: Actor,
    input: SmtpServerInput & Required<Pick<SmtpServerInput, 'name' | 'host'>>,
  ): Promise<SmtpServer> {
    const { workspaceId } = actor;
    const tls = input.tls ?? SMTP_SERVER_DEFAULTS.tls;
    const settings = { ...SMTP_SERVER_DEFAULTS, port: USUAL_PORTS[tls], ...given(input) };
    return this.change(actor, async () => {
      if ((await this.servers.list(workspaceId)).length >= MAX_SMTP_SERVERS) throw tooMany();
      const before = { id: await this.servers.newId(), workspaceId, passwordBox: null };
      const server = await this.servers.insert(workspaceId, this.row(before, settings));
      return { server, action: 'smtp-server.created', details: {} };
    });
  }

  /**
   * What is left out stays. Throws `smtp-server.password-needed` when the stored password would go to another host or port,
   * or with less protection, and is not given again.
   */
  async update(actor: Actor, id: string, input: SmtpServerInput): Promise<SmtpServer> {
    return this.change(actor, async () => {
      const before = await this.find(actor.workspaceId, id);
      const after = this.row(before, { ...before, ...given(input) });
      const keepsPassword = after.passwordBox !== null && after.passwordBox === before.passwordBox;
      if (keepsPassword && exposesPassword(before, after)) throw passwordNeeded();
      const server = await this.servers.update(actor.workspaceId, after);
      return { server, action: 'smtp-server.updated', details: { changed: Object.keys(given(input)) } };
    });
  }

  async delete(actor: Actor, id: string): Promise<void> {
    await this.change(actor, async () => {
      const server = await this.get(actor.workspaceId, id);
      await this.servers.delete(actor.workspaceId, id);
      return { server, action: 'smtp-server.deleted', details: { name: server.name } };
    });
  }

  /** What it takes to connect to a stored server, its password included. For this feature only. */
  async connectionOf(workspaceId: string, id: string): Promise<SmtpConnectionInput> {
    const server = await this.find(workspaceId, id);
    return { ...server, password: this.connections.open(server) };
  }

  /** The same from settings that nobody stored, checked like those of a new server. */
  checkConnection(input: SmtpServerInput & { host: string }): SmtpConnectionInput {
    const tls = input.tls ?? SMTP_SERVER_DEFAULTS.tls;
    const { userName, password } = parseSignIn(
      { userName: input.userName ?? null, password: input.password },
      false,
    );
    return {
      host: this.host(input.host),
      port: input.port ?? USUAL_PORTS[tls],
      tls,
      verifyCertificate: input.verifyCertificate ?? true,
      ehloName: input.ehloName ? parseName('/ehloName', input.ehloName.trim().toLowerCase()) : null,
      userName,
      password: password ?? null,
    };
  }

  private async change(
    actor: Actor,
    work: () => Promise<{ server: SmtpServer; action: string; details: Record<string, unknown> }>,
  ): Promise<SmtpServer> {
    const changed = await this.database.transaction(async () => {
      await this.servers.lockAll(actor.workspaceId);
      const { server, action, details } = await work();
      await this.audit.record(actor, { action, targetKind: 'smtp-server', targetId: server.id, details });
      return server;
    });
    this.runtime.forget(actor.workspaceId);
    return changed;
  }

  /** Checks settings and brings them into the form in which they are stored. */
  private row(
    before: Pick<StoredSmtpServer, 'id' | 'workspaceId' | 'passwordBox'>,
    settings: Omit<SmtpServer, 'id' | 'workspaceId' | 'createdAt' | 'updatedAt'> & {
      password?: string | null;
    },
  ): SmtpServerRow {
    const { id, workspaceId, passwordBox } = before;
    const { password: _password, ...rest } = settings;
    const signIn = parseSignIn(
      { userName: settings.userName, password: settings.password },
      passwordBox !== null,
    );
    const newBox = signIn.password ? this.connections.seal(signIn.password, { workspaceId, id }) : null;
    return {
      ...rest,
      id,
      workspaceId,
      name: settings.name.trim(),
      host: this.host(settings.host),
      ehloName: settings.ehloName ? parseName('/ehloName', settings.ehloName.trim().toLowerCase()) : null,
      userName: signIn.userName,
      passwordBox: signIn.password === undefined ? passwordBox : newBox,
      senderDomains: parseSenderDomains(settings.senderDomains),
    };
  }

  private host(text: string): string {
    const host = parseHost('/host', text);
    const why = this.connections.whyNotAllowed(host);
    if (why === null) return host;
    const message = `host ${why}. Use a server with a public address, or ask whoever runs this installation to set SMTP_PRIVATE_HOSTS=yes.`;
    throw invalidField('/host', 'smtp-server.host-not-allowed', message);
  }

  private async find(workspaceId: string, id: string): Promise<StoredSmtpServer> {
    const server = await this.servers.find(workspaceId, id);
    if (!server) throw notFound('smtp-server', id);
    return server;
  }
}

function given<Input extends object>(input: Input): { [Key in keyof Input]: Exclude<Input[Key], undefined> } {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Input]: Exclude<Input[Key], undefined>;
  };
}
