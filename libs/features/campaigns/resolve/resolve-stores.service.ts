import { Injectable } from '@nestjs/common';
import { AbTestStart } from '../ab-test/ab-test-start.service';
import { CampaignsRepository } from '../campaigns.repository';
import { AudienceSnapshotRepository } from './audience-snapshot.repository';
import { ExpandAudience } from './expand-audience.service';

/** What a resolve writes, and what follows from it: one dependency instead of four of a service that has five. */
@Injectable()
export class ResolveStores {
  constructor(
    readonly campaigns: CampaignsRepository,
    readonly abTests: AbTestStart,
    readonly snapshots: AudienceSnapshotRepository,
    readonly expansion: ExpandAudience,
  ) {}
}
