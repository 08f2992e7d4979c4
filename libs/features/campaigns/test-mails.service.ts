import { Injectable } from '@nestjs/common';
import { MailServers } from '@features/smtp-servers';
import { RenderPool, type SendResult } from '@platform/mail';
import { testNotMade } from './campaigns.errors';
import type { TestSendContent } from './test-send-content.service';

type Content = Awaited<ReturnType<TestSendContent['of']>>;
type Assembled = Awaited<ReturnType<RenderPool['assemble']>>[number];

/** One mail of a test, ready to go. */
export interface TestMail {
  from: string;
  to: string;
  message: Extract<Assembled, { ok: true }>;
}

/** Makes the mails of a test and hands them to a mail server. */
@Injectable()
export class TestMails {
  constructor(
    private readonly pool: RenderPool,
    private readonly servers: MailServers,
  ) {}

  /** One mail to each address, in their order. @throws DomainError `campaign.test-not-made` */
  async make({ plan, recipient }: Content, addresses: readonly string[]): Promise<TestMail[]> {
    const mails: TestMail[] = [];
    for (const to of addresses) {
      const [message] = await this.pool.assemble(plan, [{ ...recipient, to: { address: to } }]);
      if (!message?.ok) throw testNotMade(message?.error.message);
      mails.push({ from: plan.from.address, to, message });
    }
    return mails;
  }

  send(workspaceId: string, { from, to, message }: TestMail): Promise<SendResult> {
    // Somebody waits for it.
    return this.servers.sendSingle(workspaceId, { from, to }, message, 'transactional');
  }
}
