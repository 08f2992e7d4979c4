import { Injectable } from '@nestjs/common';
import { CampaignFiguresRepository } from './campaign-figures.repository';
import { EmergencyBrake } from './emergency-brake.service';

/** What has to be looked at every few seconds while campaigns go out. Safe to run twice, also at once. */
@Injectable()
export class WatchCampaigns {
  constructor(
    private readonly brake: EmergencyBrake,
    private readonly figures: CampaignFiguresRepository,
  ) {}

  async watch(): Promise<void> {
    await this.brake.check();
    await this.figures.addUp();
  }
}
