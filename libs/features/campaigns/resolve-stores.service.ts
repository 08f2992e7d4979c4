import { Injectable } from '@nestjs/common';
import { DeliveryBatchesRepository } from '@features/deliveries';
import { CampaignEffects } from './campaign-effects.service';
import { CampaignLedgerRepository } from './campaign-ledger.repository';
import { CampaignsRepository } from './campaigns.repository';

/** The tables that a resolve writes. */
@Injectable()
export class ResolveStores {
  constructor(
    readonly campaigns: CampaignsRepository,
    readonly ledger: CampaignLedgerRepository,
    readonly batches: DeliveryBatchesRepository,
    readonly effects: CampaignEffects,
  ) {}
}
