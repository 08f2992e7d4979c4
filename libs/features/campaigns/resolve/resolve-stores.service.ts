import { Injectable } from '@nestjs/common';
import { AbTestStart } from '../ab-test/ab-test-start.service';
import { CampaignsRepository } from '../campaigns.repository';
import { LocalTimesService } from '../local-time/local-times.service';
import { AudienceSnapshotRepository } from './audience-snapshot.repository';
import { ExpandAudience } from './expand-audience.service';

/** What a resolve writes, and what follows from it: one dependency instead of five of a service that has five. */
@Injectable()
export class ResolveStores {
  constructor(
    readonly campaigns: CampaignsRepository,
    readonly abTests: AbTestStart,
    readonly localTimes: LocalTimesService,
    readonly snapshots: AudienceSnapshotRepository,
    readonly expansion: ExpandAudience,
  ) {}
}
