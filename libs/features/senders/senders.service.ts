import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { Database } from '@platform/database';
import { invalidField, notFound } from '@platform/errors';
import { domainOf, parseEmailAddress } from '@platform/mail';
import { AdoptDomain, type PreparedDomain } from './domains/adopt-domain.service';
import type { Sender, SenderInput } from './sender';
import { SendersRepository } from './senders.repository';

/** From addresses of a workspace. The first one becomes the default. The domain of each becomes a sending domain. */
@Injectable()
export class SendersService {
  constructor(
    private readonly database: Database,
    private readonly senders: SendersRepository,
    private readonly audit: AuditService,
    private readonly adoption: AdoptDomain,
  ) {}

  list(workspaceId: string): Promise<Sender[]> {
    return this.senders.list(workspaceId);
  }

  async get(workspaceId: string, id: string): Promise<Sender> {
    const sender = await this.senders.find(workspaceId, id);
    if (!sender) throw notFound('sender', id);
    return sender;
  }

  async create(actor: Actor, input: SenderInput): Promise<Sender> {
    const checked = check(input);
    const domain = await this.adoption.prepare(actor.workspaceId, domainOf(checked.fromEmail));
    return this.database.transaction(async () => {
      await this.senders.lockAll(actor.workspaceId);
      if (checked.isDefault) await this.senders.clearDefault(actor.workspaceId);
      await this.adoption.adopt(actor, domain);
      const sender = await this.senders.insert({ workspaceId: actor.workspaceId, ...checked });
      await this.audit.record(actor, { action: 'sender.created', targetKind: 'sender', targetId: sender.id });
      return sender;
    });
  }

  async update(actor: Actor, id: string, input: Partial<SenderInput>): Promise<Sender> {
    const { fromEmail } = input;
    const domain = fromEmail === undefined ? null : await this.prepareDomain(actor, fromEmail);
    return this.database.transaction(async () => {
      await this.senders.lockAll(actor.workspaceId);
      const before = await this.get(actor.workspaceId, id);
      const changes = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
      const sender = { ...before, ...check({ ...before, ...changes }) };
      if (sender.isDefault && !before.isDefault) await this.senders.clearDefault(actor.workspaceId);
      if (domain) await this.adoption.adopt(actor, domain);
      await this.senders.update(sender);
      await this.audit.record(actor, { action: 'sender.updated', targetKind: 'sender', targetId: id });
      return sender;
    });
  }

  async delete(actor: Actor, id: string): Promise<void> {
    await this.database.transaction(async () => {
      if ((await this.senders.delete(actor.workspaceId, id)) === 0) throw notFound('sender', id);
      await this.audit.record(actor, { action: 'sender.deleted', targetKind: 'sender', targetId: id });
    });
  }

  private prepareDomain(actor: Actor, fromEmail: string): Promise<PreparedDomain> {
    const address = checkedAddress('/fromEmail', fromEmail);
    return this.adoption.prepare(actor.workspaceId, domainOf(address));
  }
}

function check(input: SenderInput): Omit<Sender, 'id' | 'workspaceId'> {
  return {
    fromName: input.fromName.trim(),
    fromEmail: checkedAddress('/fromEmail', input.fromEmail),
    replyTo: input.replyTo ? checkedAddress('/replyTo', input.replyTo) : null,
    isDefault: input.isDefault ?? false,
  };
}

function checkedAddress(pointer: string, text: string): string {
  const parsed = parseEmailAddress(text);
  if (!parsed.ok) throw invalidField(pointer, 'email.invalid', `${pointer.slice(1)}: ${parsed.reason}`);
  return parsed.address;
}
