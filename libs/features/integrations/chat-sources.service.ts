import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Settings } from '@platform/config';
import { Database } from '@platform/database';
import { invalidField, notFound } from '@platform/errors';
import { checkMapping, DEFAULT_MAPPING } from './chat-mapping';
import type { ChatSource, ChatSourceInput } from './chat-source';
import { ChatSourcesRepository } from './chat-sources.repository';
import { tooManyChatSources } from './integrations.errors';

const MAX_SOURCES = 50;
const TOKEN_BYTES = 32;

/** Chat systems that may report conversations. */
@Injectable()
export class ChatSources {
  constructor(
    private readonly database: Database,
    private readonly sources: ChatSourcesRepository,
    private readonly audit: AuditService,
    private readonly settings: Settings,
  ) {}

  /** Newest first. */
  async list(workspaceId: string): Promise<ChatSource[]> {
    return this.sources.list(workspaceId);
  }

  /** @throws DomainError `chat-source.not-found` */
  async get(workspaceId: string, id: string): Promise<ChatSource> {
    const source = await this.sources.find(workspaceId, id);
    if (!source) throw notFound('chat-source', id);
    return source;
  }

  /** The address is shown this once; only a hash of its secret is kept. @throws DomainError `chat-source.*` */
  async create(actor: Actor, input: ChatSourceInput): Promise<ChatSource & { url: string }> {
    const name = checkName(input.name);
    const mapping = checkMapping(input.mapping ?? DEFAULT_MAPPING);
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const source = await this.database.transaction(async () => {
      const count = (await this.sources.list(actor.workspaceId)).length;
      if (count >= MAX_SOURCES) throw tooManyChatSources(MAX_SOURCES);
      const created = await this.sources.insert(actor.workspaceId, {
        name,
        mapping,
        tokenHash: hashOf(token),
      });
      await this.record(actor, 'chat-source.created', created.id);
      return created;
    });
    return { ...source, url: `${this.settings.http.appUrl}/hooks/in/chat/${token}` };
  }

  async update(actor: Actor, id: string, input: Partial<ChatSourceInput>): Promise<ChatSource> {
    return this.database.transaction(async () => {
      const before = await this.get(actor.workspaceId, id);
      const name = input.name === undefined ? before.name : checkName(input.name);
      const mapping = input.mapping === undefined ? before.mapping : checkMapping(input.mapping);
      const source = await this.sources.update(actor.workspaceId, id, { name, mapping });
      if (!source) throw notFound('chat-source', id);
      await this.record(actor, 'chat-source.updated', id);
      return source;
    });
  }

  /** Its address is worthless from now on. Contacts and events stay. */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async () => {
      if ((await this.sources.delete(actor.workspaceId, id)) === 0) throw notFound('chat-source', id);
      await this.record(actor, 'chat-source.deleted', id);
    });
  }

  /** Whose address this is; null for everything else. */
  async byToken(token: string): Promise<ChatSource | null> {
    return /^[\w-]{43}$/.test(token) ? this.sources.findByToken(hashOf(token)) : null;
  }

  private async record(actor: Actor, action: string, targetId: string): Promise<void> {
    await this.audit.record(actor, { action, targetKind: 'chat-source', targetId });
  }
}

/** A fast hash suffices: 256 random bits cannot be guessed. */
function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function checkName(text: string): string {
  const name = text.trim();
  if (name !== '' && name.length <= 100) return name;
  throw invalidField('/name', 'chat-source.name-invalid', 'name must have 1 to 100 characters.');
}
