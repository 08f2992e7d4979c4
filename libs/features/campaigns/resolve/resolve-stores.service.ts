import { Injectable } from '@nestjs/common';
import { CampaignsRepository } from '../campaigns.repository';
import { AudienceGrouping } from './audience-grouping.service';
import { AudienceSnapshotRepository } from './audience-snapshot.repository';
import { ExpandAudience } from './expand-audience.service';

/** What a resolve writes, and what follows from it: one dependency instead of four of a service that has five. */
@Injectable()
export class ResolveStores {
  constructor(
    readonly campaigns: CampaignsRepository,
    readonly grouping: AudienceGrouping,
    readonly snapshots: AudienceSnapshotRepository,
    readonly expansion: ExpandAudience,
  ) {}
}
