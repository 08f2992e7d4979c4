import { Injectable } from '@nestjs/common';
import { notFound } from '@platform/errors';
import { CampaignFiguresRepository } from './campaign-figures.repository';
import { CampaignHolds } from './campaign-holds.service';
import { campaignProgress, type CampaignProgress } from './campaign-progress';
import { EmergencyBrake, type BrakeReport } from './emergency-brake.service';

/** How far a campaign is, how fast it goes, when it will be through and what it waits for. */
@Injectable()
export class CampaignProgressService {
  constructor(
    private readonly figures: CampaignFiguresRepository,
    private readonly brake: EmergencyBrake,
    private readonly holds: CampaignHolds,
  ) {}

  /** Some milliseconds however large the campaign is: may be asked every second. Throws `campaign.not-found`. */
  async of(
    workspaceId: string,
    campaignId: string,
    now = new Date(),
  ): Promise<CampaignProgress & { brake: BrakeReport | null }> {
    const figures = await this.figures.figures(workspaceId, campaignId);
    if (!figures) throw notFound('campaign', campaignId);
    const isHeld = figures.status === 'sending' && figures.fromEmail !== null;
    const holds = isHeld ? await this.holds.of(workspaceId, figures.fromEmail ?? '', now) : [];
    const brake = await this.brake.report(campaignId);
    return { ...campaignProgress(figures, { now, holds }), brake };
  }
}
