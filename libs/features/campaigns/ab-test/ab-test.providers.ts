import { AbTestAudienceRepository } from './ab-test-audience.repository';
import { AbTestChecks } from './ab-test-checks.service';
import { AbTestControl } from './ab-test-control.service';
import { AbTestCountsRepository } from './ab-test-counts.repository';
import { AbTestDecisionsRepository } from './ab-test-decisions.repository';
import { AbTestDecisions } from './ab-test-decisions.service';
import { AbTestPlans } from './ab-test-plans.service';
import { AbTestReports } from './ab-test-reports.service';
import { AbTestStart } from './ab-test-start.service';
import { AbTestStores } from './ab-test-stores.service';
import { AbTestsRepository } from './ab-tests.repository';
import { AbTestsService } from './ab-tests.service';
import { VariantContents } from './variant-contents.service';

/** What the API and the worker use of A/B tests. */
export const abTestExports = [
  AbTestControl,
  AbTestDecisions,
  AbTestPlans,
  AbTestReports,
  AbTestStart,
  AbTestsService,
  VariantContents,
];

/** A room of `CampaignsModule`, not a module of its own: drafts are copied with their test, and tests change drafts. */
export const abTestProviders = [
  ...abTestExports,
  AbTestAudienceRepository,
  AbTestChecks,
  AbTestCountsRepository,
  AbTestDecisionsRepository,
  AbTestStores,
  AbTestsRepository,
];
