import { Injectable } from '@nestjs/common';
import { WorkspacesService, type TrackingMode, type Workspace } from '@features/accounts';
import type { Campaign } from '../campaign';
import { localTimeCheck } from '../local-time/local-time-check';
import { LocalTimesService } from '../local-time/local-times.service';
import { audienceChecks, mergeValuesCheck, type UsedField } from './audience-checks';
import { audienceChange } from './audience-change';
import { AudienceCounter, COUNT_MS } from './audience-counter.service';
import type { AudienceCounts } from './audience-counts.repository';
import { LastAudienceRepository } from './last-audience.repository';
import { check, type PreflightCheck } from './preflight';
import { SendingPaces } from './sending-paces.service';

export interface PeopleFindings {
  workspace: Workspace;
  /** Null when they cannot be counted (in time). */
  counts: AudienceCounts | null;
  checks: PreflightCheck[];
}

export interface PeopleQuestion {
  fields: readonly UsedField[];
  /** Nothing is wrong with the audience's segments. */
  isReadable: boolean;
  now: Date;
  /** Aborted, it stops the counting. */
  signal?: AbortSignal | undefined;
}

const TRACKING: Record<TrackingMode, string> = {
  none: 'Opens and clicks are not recorded in this workspace, so the report will not tell of them.',
  aggregate: 'Opens and clicks are counted without saying whose they are.',
  'last-open-day': 'Of each person only the day of the last open is kept.',
  individual: 'Opens and clicks are recorded for those who agreed to it.',
};

/** Everything about the people: who gets it, what is known of them, how long it takes, and what is recorded. */
@Injectable()
export class PeopleChecks {
  constructor(
    private readonly workspaces: WorkspacesService,
    private readonly counter: AudienceCounter,
    private readonly paces: SendingPaces,
    private readonly localTimes: LocalTimesService,
    private readonly lastAudience: LastAudienceRepository,
  ) {}

  async of(campaign: Campaign, { fields, isReadable, now, signal }: PeopleQuestion): Promise<PeopleFindings> {
    const workspace = await this.workspaces.get(campaign.workspaceId);
    const tracking = check('tracking', TRACKING[workspace.trackingMode], {
      figures: { trackingMode: workspace.trackingMode },
    });
    const { topicId } = campaign;
    if (topicId === null || !isReadable || campaign.audience.include.length === 0)
      return { workspace, counts: null, checks: [tracking] };
    const paths = fields.map(({ path }) => path);
    const counts = await this.counter.count({ ...campaign, topicId }, { fields: paths, signal });
    if (counts === null) return { workspace, counts, checks: [notCounted(), tracking] };
    const checks = [
      ...audienceChecks(counts, { minimum: workspace.minimumSegmentSize }),
      ...audienceChange(counts.audience, await this.lastAudience.find(campaign.workspaceId, campaign)),
      mergeValuesCheck(fields, counts),
      ...(await this.paces.check(campaign, counts, now)),
      ...(await this.localTimeChecks(campaign, now)),
      ...capChecks(workspace, campaign),
      tracking,
    ];
    return { workspace, counts, checks };
  }

  private async localTimeChecks(campaign: Campaign, now: Date): Promise<PreflightCheck[]> {
    if (campaign.localTime === null) return [];
    return [localTimeCheck(await this.localTimes.of(campaign, campaign.localTime, now))];
  }
}

/** Whom the cap keeps from it depends on what they get until then: that is only said, not counted. */
function capChecks({ frequencyCap }: Workspace, { onCap }: Campaign): PreflightCheck[] {
  if (frequencyCap === null || onCap === 'ignore') return [];
  const { emails, days } = frequencyCap;
  const reached = `${emails === 1 ? '1 email' : `${emails} emails`} in ${days === 1 ? 'a day' : `${days} days`}`;
  const then = onCap === 'skip' ? 'does not get it' : 'gets it when the cap allows, within a week';
  return [
    check('frequency-cap', `Whoever has had ${reached} by then ${then}: that is the workspace's cap.`, {
      figures: { emails, days, onCap },
    }),
  ];
}

function notCounted(): PreflightCheck {
  return check(
    'audience',
    `Counting the audience took longer than ${COUNT_MS / 1000} seconds and was stopped, so it is not known how many would get it.`,
    {
      level: 'warn',
      remedy:
        'Simplify its segments, shorten the windows of event rules, or freeze segments as static ones. It can be sent all the same: fixing an audience may take ten minutes.',
    },
  );
}
