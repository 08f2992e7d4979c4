import type { CampaignStatus, ReopenCounts, Reopened, ReopenOutlook } from '@features/campaigns';

/** Messages by what they were before. */
export class ReopenCountsView implements ReopenCounts {
  /** Waited all the time. */
  pending: number;
  /** Not sent because the campaign was cancelled. */
  cancelled: number;
  /** Refused for now by the recipients' servers, in the end too often to be tried again. */
  deferred: number;
  /** Handed over, and the answer was lost: whoever gets it again may get it twice. */
  uncertain: number;
  /** Refused for another reason than the mailbox, or could not be made. Hard bounces are never counted. */
  refused: number;
  /** In `GET`, without `uncertain`. */
  total: number;
}

export class ReopenOutlookView {
  status: CampaignStatus;
  /** Why neither is possible at the moment, in plain words; null when both are. */
  obstacle: string | null;
  /** What "send to the rest" would open again. Consent is asked again, so fewer may go. */
  rest: ReopenCountsView;
  /** What "retry failed" would open again. */
  failed: ReopenCountsView;
}

export function toReopenOutlookView({ status, obstacle, rest, failed }: ReopenOutlook): ReopenOutlookView {
  return { status, obstacle, rest, failed };
}

export class ReopenedView {
  /** `sending` when something was reopened. */
  status: CampaignStatus;
  /** What waits again, by what it was; all zero when the button was pressed twice. */
  reopened: ReopenCountsView;
  /** The same in plain words. */
  sentence: string;
}

export function toReopenedView({ campaign, reopened, sentence }: Reopened): ReopenedView {
  return { status: campaign.status, reopened, sentence };
}
