import { Injectable } from '@nestjs/common';
import { AbTestCountsRepository } from './ab-test-counts.repository';
import { AbTestDecisionsRepository } from './ab-test-decisions.repository';
import { AbTestsRepository } from './ab-tests.repository';

/** What deciding reads and writes: one dependency instead of three of a service that has five. */
@Injectable()
export class AbTestStores {
  constructor(
    readonly tests: AbTestsRepository,
    readonly counts: AbTestCountsRepository,
    readonly decisions: AbTestDecisionsRepository,
  ) {}
}
