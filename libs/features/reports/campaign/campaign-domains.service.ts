import { Injectable } from '@nestjs/common';
import { CampaignsService } from '@features/campaigns';
import { keptFrom, KEPT_TIMEOUT_MS } from '../kept/kept-answer';
import { KeptAnswers } from '../kept/kept-answers.service';
import { ReportSession } from '../workspace/report-session.service';
import type { DomainFigures } from './recipient';
import { RecipientsRepository } from './recipients.repository';

export interface DomainsReport {
  domains: DomainFigures[];
  /** All smaller ones together; null when there are no more. `count` says how many. */
  others: (DomainFigures & { count: number }) | null;
  /** When a worker counted it; null: now. */
  countedAt: Date | null;
  isBeingCounted: boolean;
}

type CountedDomains = Pick<DomainsReport, 'domains' | 'others'>;

const KIND = 'campaign-domains';
const FRESH_MS = 60_000;
const MOST_DOMAINS = 50;

/** A campaign by domains. Throws `campaign.not-found` and `report.timeout`; of very many recipients `report.being-counted`. */
@Injectable()
export class CampaignDomainsService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly session: ReportSession,
    private readonly recipients: RecipientsRepository,
    private readonly kept: KeptAnswers,
  ) {
    kept.define({
      kind: KIND,
      // A domain may be that of one person.
      namesPeople: true,
      count: (workspaceId, { campaignId }: { campaignId: string }) =>
        this.count(workspaceId, campaignId, KEPT_TIMEOUT_MS),
    });
  }

  /** By domain of the address, the largest first. */
  async report(workspaceId: string, campaignId: string): Promise<DomainsReport> {
    const campaign = await this.campaigns.get(workspaceId, campaignId);
    if ((campaign.audienceCount ?? 0) < keptFrom.recipients) {
      return {
        ...(await this.count(workspaceId, campaign.id)),
        countedAt: null,
        isBeingCounted: false,
      };
    }
    const { answer, ...when } = await this.kept.ask<{ campaignId: string }, CountedDomains>(
      workspaceId,
      KIND,
      { question: { campaignId: campaign.id }, freshMs: FRESH_MS, since: campaign.finishedAt },
    );
    return { ...answer, ...when };
  }

  private async count(workspaceId: string, campaignId: string, timeoutMs?: number): Promise<CountedDomains> {
    const rows = await this.session.read(
      workspaceId,
      () => this.recipients.domains(workspaceId, campaignId, MOST_DOMAINS),
      timeoutMs,
    );
    const others = rows.find(({ isOthers }) => isOthers);
    return {
      domains: rows.filter(({ isOthers }) => !isOthers).map(({ isOthers: _, domains: _n, ...row }) => row),
      others: others ? toOthers(others) : null,
    };
  }
}

function toOthers({
  isOthers: _isOthers,
  domains: count,
  ...figures
}: DomainFigures & { isOthers: boolean; domains: number }): DomainFigures & { count: number } {
  return { ...figures, count };
}
