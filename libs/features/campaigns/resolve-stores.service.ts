import { Injectable } from '@nestjs/common';
import { DeliveryBatchesRepository } from '@features/deliveries';
import { CampaignEffects } from './campaign-effects.service';
import { CampaignLedgerRepository } from './campaign-ledger.repository';
import { CampaignsRepository } from './campaigns.repository';

/** What a resolve writes, and what follows from it: one dependency instead of four of a service that has five. */
@Injectable()
export class ResolveStores {
  constructor(
    readonly campaigns: CampaignsRepository,
    readonly ledger: CampaignLedgerRepository,
    readonly batches: DeliveryBatchesRepository,
    readonly effects: CampaignEffects,
  ) {}
}
