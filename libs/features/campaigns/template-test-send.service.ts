import { Injectable } from '@nestjs/common';
import type { Actor } from '@features/accounts';
import { TopicsService } from '@features/consent';
import { SendersService } from '@features/senders';
import { readBody, TemplateCompiler, type BodyInput } from '@features/templates';
import { templateTestNotReady } from './campaigns.errors';
import { TestSendContent } from './test-send-content.service';
import { TestSendService, type TestSendResult } from './test-send.service';

export interface TemplateTestSend {
  /** Up to 10 addresses of colleagues. */
  to: string[];
  /** Render with this contact's values. */
  contactId: string;
  /** What stands in the editor, saved or not. */
  source: { subject: string; preheader: string } & BodyInput;
}

/** What mail of no campaign is part of. */
const NO_CAMPAIGN = '00000000-0000-0000-0000-000000000000';

/** Sends an email to colleagues while it is written, with a real contact's values. Counts in no report and changes nothing. */
@Injectable()
export class TemplateTestSendService {
  constructor(
    private readonly compiler: TemplateCompiler,
    private readonly senders: SendersService,
    private readonly topics: TopicsService,
    private readonly content: TestSendContent,
    private readonly testSends: TestSendService,
  ) {}

  /**
   * From the default sender, with the ways out of the first topic: they are the workspace's, and lead to pages that change nothing.
   *
   * @throws DomainError `template.invalid`, `template.test-not-ready` without a sender or a topic, `campaign.too-many-tests`
   */
  async send(actor: Actor, { to, contactId, source }: TemplateTestSend): Promise<TestSendResult[]> {
    const { workspaceId } = actor;
    const [[sender], [topic]] = await Promise.all([
      this.senders.list(workspaceId),
      this.topics.list(workspaceId),
    ]);
    if (!sender || !topic) throw templateTestNotReady();
    const { subject, preheader, mjml, document } = source;
    const compiled = await this.compiler.compile(workspaceId, {
      subject: `[Test] ${subject}`,
      preheader,
      ...readBody({ mjml, document }),
    });
    const origin = { workspaceId, senderId: sender.id, topicId: topic.id, id: NO_CAMPAIGN, name: 'Test' };
    const content = await this.content.made(origin, compiled, contactId);
    const sent = await this.testSends.deliver(workspaceId, content, to);
    await this.testSends.record(
      actor,
      { action: 'template.test-sent', targetKind: 'workspace', targetId: workspaceId },
      sent,
    );
    return sent.results;
  }
}
