import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import type { SendResult } from '@platform/mail';
import { CampaignsService } from './campaigns.service';
import { TestMails } from './test-mails.service';
import { TEST_SEND_LIMITS, TestRecipients } from './test-recipients.service';
import { TestSendContent, type TestContent } from './test-send-content.service';

export interface TestSend {
  /** Up to 10 addresses of colleagues. */
  to: string[];
  /** Render with this contact's values. */
  contactId: string;
  /** A variant of the A/B test; the campaign's own content when left out. */
  variant?: string;
}

export interface TestSendResult {
  to: string;
  /** `suppressed`: nothing was made, the address gets no mail of this workspace. */
  outcome: SendResult['outcome'] | 'suppressed';
  /** What the server said, or why it was not sent. */
  detail: string;
}

export interface DeliveredTest {
  /** One for each address. */
  results: TestSendResult[];
  /** To how many a mail was handed over. */
  recipients: number;
}

/** The list of suppressions says why, to those who may read it. */
const SUPPRESSED = 'The address is on the list of suppressions of this workspace, so no test goes there.';

/** Sends the draft as it is now to colleagues, with a real contact's values. Counts in no report and changes nothing. */
@Injectable()
export class TestSendService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly content: TestSendContent,
    private readonly recipients: TestRecipients,
    private readonly mails: TestMails,
    private readonly audit: AuditService,
  ) {}

  /**
   * One result for each address, which counts once however often it is named.
   *
   * @throws DomainError `campaign.too-many-tests`, when nothing was sent
   */
  async send(actor: Actor, campaignId: string, request: TestSend): Promise<TestSendResult[]> {
    const campaign = await this.campaigns.get(actor.workspaceId, campaignId);
    const content = await this.content.of(campaign, request);
    const sent = await this.deliver(actor.workspaceId, content, request.to);
    const about = { action: 'campaign.test-sent', targetKind: 'campaign', targetId: campaign.id };
    await this.record(actor, about, sent);
    return sent.results;
  }

  /** Hands out content that is made already. Audited by whoever calls (`record`). */
  async deliver(workspaceId: string, content: TestContent, to: readonly string[]): Promise<DeliveredTest> {
    const everybody = await this.recipients.of(workspaceId, to);
    const mailable = everybody.filter(({ isSuppressed }) => !isSuppressed);
    const made = await this.mails.make(
      content,
      mailable.map(({ address }) => address),
    );
    const waits = await this.recipients.admit(workspaceId, mailable);
    const mails = new Map(made.map((mail) => [mail.to, mail]));
    const results: TestSendResult[] = [];
    for (const { address, emailKey } of everybody) {
      const mail = mails.get(address);
      const wait = waits.get(emailKey);
      if (mail === undefined) results.push({ to: address, outcome: 'suppressed', detail: SUPPRESSED });
      else if (wait !== undefined) results.push({ to: address, outcome: 'not-sent', detail: tooOften(wait) });
      else results.push(toResult(address, await this.mails.send(workspaceId, mail)));
    }
    return { results, recipients: mailable.length - waits.size };
  }

  /** Says in the audit trail that a test went out. */
  async record(
    actor: Actor,
    about: { action: string; targetKind: string; targetId: string },
    { recipients }: DeliveredTest,
  ): Promise<void> {
    await this.audit.record(actor, { ...about, details: { recipients } });
  }
}

function toResult(to: string, result: SendResult): TestSendResult {
  return { to, outcome: result.outcome, detail: 'reply' in result ? result.reply : result.reason };
}

function tooOften(seconds: number): string {
  return `An address may get ${TEST_SEND_LIMITS.recipient.hits} test mails an hour. Wait ${seconds} seconds.`;
}
