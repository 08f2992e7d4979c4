import { DomainError, type FieldError } from '@platform/errors';
import type { CampaignStatus } from './campaign-status';

export function campaignNotEditable(status: CampaignStatus): DomainError {
  return new DomainError({
    code: 'campaign.not-editable',
    kind: 'conflict',
    message: `The campaign is ${status}; only a draft can be edited. Unschedule it first, or duplicate it.`,
    details: { status },
  });
}

export function campaignNotIn(states: CampaignStatus[], status: CampaignStatus, verb: string): DomainError {
  return new DomainError({
    code: `campaign.cannot-${verb}`,
    kind: 'conflict',
    message: `The campaign is ${status}; only a campaign that is ${states.join(' or ')} can be ${pastTense[verb] ?? verb}.`,
    details: { status, allowed: states },
  });
}

const pastTense: Record<string, string> = {
  schedule: 'scheduled',
  unschedule: 'unscheduled',
  pause: 'paused',
  resume: 'resumed',
  cancel: 'cancelled',
  delete: 'deleted',
};

/** Everything that keeps a campaign from being scheduled, all at once. */
export function campaignNotReady(errors: FieldError[]): DomainError {
  return new DomainError({
    code: 'campaign.not-ready',
    kind: 'rule-broken',
    message: `The campaign cannot be scheduled yet: ${errors.map((error) => error.message).join(' ')}`,
    errors,
  });
}
