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

/** Somebody else edited or rescheduled it between our reading and our writing. */
export function campaignChangedMeanwhile(): DomainError {
  const message = 'Somebody changed this campaign meanwhile. Read it again, then repeat your change.';
  return new DomainError({
    code: 'campaign.changed-meanwhile',
    kind: 'conflict',
    message,
    errors: [{ pointer: '/version', code: 'campaign.changed-meanwhile', message }],
  });
}

/** A worker has the last messages of a cancelled campaign in hand: what became of them is not known yet. */
export function campaignStillFinishing(): DomainError {
  return new DomainError({
    code: 'campaign.still-finishing',
    kind: 'conflict',
    message:
      'The last messages of this campaign are still with the mail server. Try again in a few seconds; after a crash it takes up to a minute.',
  });
}

const pastTense: Record<string, string> = {
  'send-to-rest': 'sent to the rest',
  'retry-failed': 'tried again',
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

/** One error for every bad segment or tree, each with its pointer. */
export function invalidAudience(errors: FieldError[]): DomainError {
  const message = errors.map((error) => error.message).join(' ');
  return new DomainError({ code: 'campaign.invalid-audience', kind: 'invalid', message, errors });
}

/** A draft that lacks what a test send cannot do without; less than scheduling needs. */
export function testNotReady(): DomainError {
  return new DomainError({
    code: 'campaign.not-ready',
    kind: 'rule-broken',
    message: 'Choose a template, a sender and a topic before sending a test.',
  });
}

export function templateTestNotReady(): DomainError {
  return new DomainError({
    code: 'template.test-not-ready',
    kind: 'rule-broken',
    message: 'A test needs a sender to come from and a topic to belong to. Add them in the settings first.',
  });
}

export function testNotMade(reason = 'The message could not be made.'): DomainError {
  return new DomainError({ code: 'campaign.test-not-made', kind: 'rule-broken', message: reason });
}

/** Nothing of the request was sent. */
export function tooManyTests(perHour: number, seconds: number): DomainError {
  return new DomainError({
    code: 'campaign.too-many-tests',
    kind: 'rate-limited',
    message: `This workspace may send ${perHour} test mails an hour. Wait ${seconds} seconds, or name fewer addresses; nothing of this request was sent.`,
    retryAfterSeconds: seconds,
  });
}

/** Somebody waits for the answer, so the audience is not counted for long. */
export function localTimesTimeout(seconds: number): DomainError {
  return new DomainError({
    code: 'campaign.local-times-timeout',
    kind: 'unavailable',
    message: `Finding out in which time zones the audience is took longer than ${seconds} seconds and was stopped. Try again, simplify its segments, or freeze them as static ones.`,
  });
}

/** Trying again would take as long: the marketer has to simplify the audience. */
export function audienceTimeout(minutes: number): DomainError {
  return new DomainError({
    code: 'campaign.audience-timeout',
    kind: 'rule-broken',
    message: `Working out the audience took longer than ${minutes} minutes and was stopped. Simplify its segments, or freeze them as static ones.`,
  });
}
