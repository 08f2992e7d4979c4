import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import type { SendResult } from '@platform/mail';
import { CampaignsService } from './campaigns.service';
import { TestMails } from './test-mails.service';
import { TEST_SEND_LIMITS, TestRecipients } from './test-recipients.service';
import { TestSendContent } from './test-send-content.service';

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
    const { workspaceId } = actor;
    const campaign = await this.campaigns.get(workspaceId, campaignId);
    const everybody = await this.recipients.of(workspaceId, request.to);
    const mailable = everybody.filter(({ isSuppressed }) => !isSuppressed);
    const content = await this.content.of(campaign, request);
    const made = await this.mails.make(
      content,
      mailable.map(({ address }) => address),
    );
    const waits = await this.recipients.admit(workspaceId, mailable);
    const mails = new Map(made.map((mail) => [mail.to, mail]));
    const results: TestSendResult[] = [];
    for (const { address: to, emailKey } of everybody) {
      const mail = mails.get(to);
      const wait = waits.get(emailKey);
      if (mail === undefined) results.push({ to, outcome: 'suppressed', detail: SUPPRESSED });
      else if (wait !== undefined) results.push({ to, outcome: 'not-sent', detail: tooOften(wait) });
      else results.push(toResult(to, await this.mails.send(workspaceId, mail)));
    }
    await this.audit.record(actor, {
      action: 'campaign.test-sent',
      targetKind: 'campaign',
      targetId: campaign.id,
      details: { recipients: mailable.length - waits.size },
    });
    return results;
  }
}

function toResult(to: string, result: SendResult): TestSendResult {
  return { to, outcome: result.outcome, detail: 'reply' in result ? result.reply : result.reason };
}

function tooOften(seconds: number): string {
  return `An address may get ${TEST_SEND_LIMITS.recipient.hits} test mails an hour. Wait ${seconds} seconds.`;
}
