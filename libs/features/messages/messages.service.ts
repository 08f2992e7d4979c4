import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { FrozenContents } from '@features/templates';
import { Database } from '@platform/database';
import { invalidField } from '@platform/errors';
import { parseEmailAddress } from '@platform/mail';
import type { Page, PageRequest } from '@platform/paging';
import type { Message, MessageFilter } from './message';
import { contentGone, messageNotFound, notCancellable } from './messages.errors';
import { MessagesRepository, type MessageRow } from './messages.repository';

/** What was written, before anything was filled in. */
export interface MessageContent {
  subject: string;
  preheader: string;
  mjml: string;
}

/** Single messages that were posted: what became of them, and taking them back. */
@Injectable()
export class MessagesService {
  constructor(
    private readonly database: Database,
    private readonly messages: MessagesRepository,
    private readonly contents: FrozenContents,
    private readonly audit: AuditService,
  ) {}

  /** @throws DomainError `message.not-found` */
  async get(workspaceId: string, id: string): Promise<Message> {
    return this.row(workspaceId, id);
  }

  /** Newest first. @throws DomainError `email.invalid` */
  async list(
    workspaceId: string,
    { email, ...filter }: MessageFilter,
    page: PageRequest,
  ): Promise<Page<Message>> {
    if (email === undefined) return this.messages.list(workspaceId, filter, page);
    const parsed = parseEmailAddress(email);
    if (!parsed.ok)
      throw invalidField('/email', 'email.invalid', `email is not usable: it ${parsed.reason}.`);
    return this.messages.list(workspaceId, { ...filter, emailKey: parsed.key }, page);
  }

  /** The content as it was frozen. @throws DomainError `message.not-found`, `message-content.not-found` */
  async content(workspaceId: string, id: string): Promise<MessageContent> {
    const { versionId, subject } = await this.row(workspaceId, id);
    const source = versionId === null ? null : await this.contents.source(workspaceId, versionId);
    if (source === null) throw contentGone();
    return { ...source, subject: subject ?? source.subject };
  }

  /**
   * Cancels a message that was not handed over to a mail server. Cancelling again changes nothing.
   *
   * @throws DomainError `message.not-found`, `message.not-cancellable`
   */
  async cancel(actor: Actor, id: string): Promise<Message> {
    return this.database.transaction(async () => {
      const { status } = await this.row(actor.workspaceId, id);
      const isCancelled = await this.messages.cancel(actor.workspaceId, id);
      const message = await this.row(actor.workspaceId, id);
      if (!isCancelled && message.status !== 'cancelled') throw notCancellable(message.status);
      if (isCancelled) {
        const target = { targetKind: 'message', targetId: id };
        await this.audit.record(actor, { action: 'message.cancelled', ...target, details: { from: status } });
      }
      return message;
    });
  }

  private async row(workspaceId: string, id: string): Promise<MessageRow> {
    const message = await this.messages.find(workspaceId, id);
    if (message === null) throw messageNotFound(id);
    return message;
  }
}
