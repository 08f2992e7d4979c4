import { Injectable } from '@nestjs/common';
import { AuditService, type Actor } from '@features/accounts';
import { MailServers } from '@features/smtp-servers';
import { invalidField } from '@platform/errors';
import { parseEmailAddress, RenderPool, type SendResult } from '@platform/mail';
import { testNotMade } from './campaigns.errors';
import { CampaignsService } from './campaigns.service';
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
  outcome: SendResult['outcome'];
  /** What the server said, or why it was not sent. */
  detail: string;
}

/** Sends the draft as it is now to colleagues, with a real contact's values. Counts nowhere and changes nothing. */
@Injectable()
export class TestSendService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly content: TestSendContent,
    private readonly pool: RenderPool,
    private readonly servers: MailServers,
    private readonly audit: AuditService,
  ) {}

  async send(actor: Actor, campaignId: string, request: TestSend): Promise<TestSendResult[]> {
    const campaign = await this.campaigns.get(actor.workspaceId, campaignId);
    const addresses = request.to.map((text, index) => {
      const parsed = parseEmailAddress(text);
      if (!parsed.ok) throw invalidField(`/to/${index}`, 'email.invalid', `to[${index}]: ${parsed.reason}`);
      return parsed.address;
    });
    const { plan, recipient } = await this.content.of(campaign, request);
    const results: TestSendResult[] = [];
    for (const address of addresses) {
      const [message] = await this.pool.assemble(plan, [{ ...recipient, to: { address } }]);
      if (!message?.ok) throw testNotMade(message?.error.message);
      const envelope = { from: plan.from.address, to: address };
      // Somebody waits for it.
      const result = await this.servers.sendSingle(actor.workspaceId, envelope, message, 'transactional');
      results.push({
        to: address,
        outcome: result.outcome,
        detail: 'reply' in result ? result.reply : result.reason,
      });
    }
    await this.audit.record(actor, {
      action: 'campaign.test-sent',
      targetKind: 'campaign',
      targetId: campaign.id,
      details: { recipients: addresses.length },
    });
    return results;
  }
}
