import { sweepCampaignsJob, watchCampaignsJob } from '@features/campaigns';
import { planValueRefreshesJob, refreshDueValuesJob } from '@features/computed-values';
import { indexContactsJob } from '@features/contacts';
import { sweepFormMailsJob } from '@features/forms';
import { sweepContactImports } from '@features/imports';
import { sweepMessagesJob } from '@features/messages';
import { countGrowthJob, countKeptAnswersJob } from '@features/reports';
import { followChangesJob, planSegmentHistoryJob } from '@features/segments';
import { checkSendingDomainsJob } from '@features/senders';
import { sweepSequencesJob, watchSequencesJob } from '@features/sequences';
import { sweepWebhooksJob } from '@features/webhooks';
import type { Schedule } from '@platform/queue';
import { housekeepingJob } from './maintenance/housekeeping.jobs';

/** Every recurring job of the product. What is not in this table is removed from the queue at start. */
export const schedules: Schedule[] = [
  { contract: sweepCampaignsJob, payload: {}, everyMs: 15_000 },
  { contract: watchCampaignsJob, payload: {}, everyMs: 5_000 },
  { contract: sweepFormMailsJob, payload: {}, everyMs: 5_000 },
  { contract: sweepSequencesJob, payload: {}, everyMs: 2_000 },
  { contract: watchSequencesJob, payload: {}, everyMs: 300_000 },
  { contract: sweepMessagesJob, payload: {}, everyMs: 5_000 },
  { contract: sweepWebhooksJob, payload: {}, everyMs: 5_000 },
  { contract: checkSendingDomainsJob, payload: {}, everyMs: 60_000 },
  { contract: indexContactsJob, payload: {}, everyMs: 2_000 },
  { contract: countGrowthJob, payload: {}, everyMs: 15_000 },
  { contract: countKeptAnswersJob, payload: {}, everyMs: 5_000 },
  { contract: sweepContactImports, payload: {}, everyMs: 60_000 },
  { contract: refreshDueValuesJob, payload: {}, everyMs: 5_000 },
  { contract: planValueRefreshesJob, payload: {}, everyMs: 300_000 },
  { contract: followChangesJob, payload: {}, everyMs: 2_000 },
  { contract: planSegmentHistoryJob, payload: {}, everyMs: 3600_000 },
  { contract: housekeepingJob, payload: {}, everyMs: 3600_000 },
];
