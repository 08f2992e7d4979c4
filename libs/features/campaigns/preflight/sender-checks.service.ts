import { Injectable } from '@nestjs/common';
import { SendersService, SendingDomains } from '@features/senders';
import { domainOf } from '@platform/mail';
import type { VariantKey } from '../ab-test/variant';
import type { Campaign } from '../campaign';
import { check, type PreflightCheck } from './preflight';

/** What mailbox providers will think of the sender: SPF, DKIM, DMARC and their alignment, as DNS was last found. */
@Injectable()
export class SenderChecks {
  constructor(
    private readonly senders: SendersService,
    private readonly domains: SendingDomains,
  ) {}

  /** Empty without a sender. */
  async of(
    { workspaceId, senderId }: Pick<Campaign, 'workspaceId' | 'senderId'>,
    variant: VariantKey | null,
  ): Promise<PreflightCheck[]> {
    if (senderId === null) return [];
    const domain = domainOf((await this.senders.get(workspaceId, senderId)).fromEmail);
    const { status, isSigned, summary, checkedAt, problems } = await this.domains.state(workspaceId, domain);
    const figures = { domain, status, isSigned, checkedAt, problems };
    if (isSigned && problems.length === 0) return [check('sender-domain', summary, { figures, variant })];
    const advice = problems.map((problem) => problem.advice).join(' ');
    const unseen = checkedAt === null ? ' DNS has not been looked at yet.' : '';
    return [
      check('sender-domain', `${summary}${unseen}`, {
        level: 'warn',
        remedy: advice === '' ? 'Open the sending domain and publish its records.' : advice,
        figures,
        variant,
      }),
    ];
  }
}
