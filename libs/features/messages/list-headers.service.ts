import { Injectable } from '@nestjs/common';
import { WorkspacesService } from '@features/accounts';
import { TopicsService } from '@features/consent';
import type { Sender } from '@features/senders';
import { Settings } from '@platform/config';
import type { MessagePlan } from '@platform/mail';

/** What marketing mail is part of; `id` is the same for all mail that mailbox providers should judge together. */
export interface MailOrigin {
  workspaceId: string;
  topicId: string;
  kind: 'campaign' | 'sequence';
  id: string;
}

/**
 * The headers that tell mailbox providers and readers which list a marketing message belongs to: List-Id (RFC 2919), the mailbox
 * beside the one-click address of List-Unsubscribe (RFC 2369, 8058), and Feedback-ID as Gmail reads it.
 */
@Injectable()
export class ListHeaders {
  private readonly host: string;

  constructor(
    private readonly topics: TopicsService,
    private readonly workspaces: WorkspacesService,
    settings: Settings,
  ) {
    this.host = new URL(settings.http.appUrl).hostname;
  }

  async of(
    { workspaceId, topicId, kind, id }: MailOrigin,
    sender: Sender,
  ): Promise<Pick<MessagePlan, 'list' | 'feedbackId' | 'unsubscribeMailbox'>> {
    const [topic, { name, slug }] = await Promise.all([
      this.topics.get(workspaceId, topicId),
      this.workspaces.get(workspaceId),
    ]);
    return {
      list: { id: `${topic.key}.${slug}.${this.host}`, name: `${name}: ${topic.name}` },
      feedbackId: `${id.slice(-12)}:${topic.key}:${kind}:${slug.slice(0, 15).padEnd(5, '0')}`,
      unsubscribeMailbox: sender.replyTo ?? sender.fromEmail,
    };
  }
}
