/** Where a campaign stands. */
export const campaignStatuses = [
  'draft',
  'scheduled',
  'resolving',
  'sending',
  'paused',
  'sent',
  'cancelled',
  'failed',
] as const;

export type CampaignStatus = (typeof campaignStatuses)[number];

/**
 * Every legal move; each is one conditional UPDATE, so that of two requests only one wins. The database refuses all others
 * (trigger `tr_campaigns_status`).
 */
export const campaignTransitions: Readonly<Record<CampaignStatus, readonly CampaignStatus[]>> = {
  draft: ['scheduled'],
  scheduled: ['draft', 'scheduled', 'resolving', 'cancelled'],
  resolving: ['sending', 'sent', 'failed', 'cancelled'],
  sending: ['paused', 'sent', 'cancelled'],
  paused: ['sending', 'cancelled'],
  // "Send to the rest" and "retry failed" open a finished campaign again.
  sent: ['sending'],
  cancelled: ['sending'],
  failed: ['draft'],
};

/** The states from which `to` may be reached. */
export function statesBefore(to: CampaignStatus): CampaignStatus[] {
  return campaignStatuses.filter((from) => campaignTransitions[from].includes(to));
}

/** Content, audience and settings may be edited only while nothing has been promised. */
export function isEditable(status: CampaignStatus): boolean {
  return status === 'draft' || status === 'failed';
}
