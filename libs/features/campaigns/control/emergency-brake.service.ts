import { Inject, Injectable } from '@nestjs/common';
import { LOGGER, type Logger } from '@platform/logging';
import { CampaignFiguresRepository, type BrakeCase } from './campaign-figures.repository';
import { CampaignPauses } from './campaign-pauses.service';
import { brakeState, OVERRIDE_STEP, type BrakeState } from './emergency-brake';
import { sayPercent } from './say-number';

/** The brake of one campaign as people see it. */
export interface BrakeReport extends BrakeState {
  minimumSent: number;
  /** Who resumed the campaign against the brake; null when nobody did. */
  override: { at: Date; by: string; sentence: string } | null;
}

/**
 * Stops a campaign that harms the sender's name: too many complaints, too many mailboxes that do not exist. Judged by rows,
 * after every batch and every few seconds, so that a worker that dies forgets nothing; pulled by one conditional update.
 */
@Injectable()
export class EmergencyBrake {
  constructor(
    private readonly figures: CampaignFiguresRepository,
    private readonly pauses: CampaignPauses,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Looks at one campaign, or at all that are being sent; returns how many it paused. */
  async check(campaignId: string | null = null): Promise<number> {
    let paused = 0;
    for (const found of await this.figures.brakeCases(campaignId)) {
      const state = brakeState(found.figures, found.thresholds, found.override);
      if (state.reason !== null && (await this.pull(found, state.reason))) paused += 1;
    }
    return paused;
  }

  /** Null when there is no such campaign. */
  async report(campaignId: string): Promise<BrakeReport | null> {
    const [found] = await this.figures.brakeCases(campaignId);
    if (!found) return null;
    const { override, thresholds } = found;
    const state = brakeState(found.figures, thresholds, override);
    if (!override) return { ...state, minimumSent: thresholds.minimumSent, override: null };
    const sentence = `${override.by} resumed the campaign against the emergency brake. It pulls again above ${sayPercent(state.bounces.limit)} bounces or ${sayPercent(state.complaints.limit)} complaints.`;
    const { at, by } = override;
    return { ...state, minimumSent: thresholds.minimumSent, override: { at, by, sentence } };
  }

  private async pull({ campaignId, figures }: BrakeCase, why: string): Promise<boolean> {
    const paused = await this.pauses.pauseAsSystem(campaignId, {
      kind: 'brake',
      reason: `Paused by the emergency brake: ${why} Find out where these addresses come from before you resume; whoever resumes overrides the brake for this campaign until a share is ${OVERRIDE_STEP} times what it is now.`,
      details: { ...figures },
    });
    if (paused) this.logger.warn({ event: 'campaign.brake-pulled', campaignId, ...figures });
    return paused !== null;
  }
}
