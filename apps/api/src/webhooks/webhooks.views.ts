import { ApiProperty } from '@nestjs/swagger';
import type {
  CallStatus,
  ReplayedCalls,
  WebhookAttempt,
  WebhookCall,
  WebhookCallDetails,
  WebhookHealth,
  WebhookSecretInfo,
  WebhookSubscription,
} from '@features/webhooks';
import { PageOf } from '../http';

/** An address that is called at every event of certain names. */
export class WebhookSubscriptionView {
  id!: string;
  url!: string;
  /** Names of events. */
  events!: string[];
  isActive!: boolean;
  /** Why it was switched off by itself, such as an answer 410; null otherwise. */
  stoppedBecause!: string | null;
  createdAt!: string;
  updatedAt!: string;
}

export class WebhookSubscriptionPageView extends PageOf(WebhookSubscriptionView) {}

/** Something that was, or is to be, told to another system. */
export class WebhookCallView {
  /** Also the header `Tidings-Id` of every attempt. */
  id!: string;
  /** Null for calls of forms and sequences. */
  subscriptionId!: string | null;
  url!: string;
  event!: string;
  /** `gone`: the receiver answered 410. `failed`: a day of attempts was in vain. `cancelled`: its subscription ended. */
  status!: CallStatus;
  attempts!: number;
  /** HTTP status of the last answer; null when none came. */
  answerStatus!: number | null;
  /** When it is tried next; null once it has ended. */
  dueAt!: string | null;
  createdAt!: string;
  finishedAt!: string | null;
}

export class WebhookCallPageView extends PageOf(WebhookCallView) {}

/** The newest call of a subscription. */
export class LastWebhookCallView {
  createdAt!: string;
  status!: CallStatus;
  /** HTTP status of the last answer; null when none came. */
  answerStatus!: number | null;
}

/** How the calls of one subscription go; those that ended are kept for 30 days. */
export class WebhookHealthView {
  subscriptionId!: string;
  /** Calls that wait for another attempt, since one failed. */
  retrying!: number;
  /** Calls that were given up after a day. */
  failed!: number;
  /** Null while there is none. */
  lastCall!: LastWebhookCallView | null;
}

export class WebhookHealthListView {
  /** Newest subscription first. */
  items!: WebhookHealthView[];
}

export class ReplayedCallsView {
  /** Calls that had been given up: they have another day. */
  replayed!: number;
  /** Calls that waited for their next attempt: it is made at once. */
  hurried!: number;
}

export class WebhookAttemptView {
  /** Counts from 1. */
  number!: number;
  at!: string;
  durationMs!: number;
  /** HTTP status of the answer; null when none came. */
  status!: number | null;
  /** What kept an answer from coming; null otherwise. */
  problem!: string | null;
  /** The beginning of the answer, at most 500 characters. */
  answer!: string;
}

export class WebhookCallDetailsView extends WebhookCallView {
  /** What is sent as `data`. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  data!: Record<string, unknown>;
  /** Oldest first. */
  attemptList!: WebhookAttemptView[];
}

/** When the signing secret was made. The secret itself is shown only when it is made. */
export class WebhookSecretView {
  /** Null before the first one. */
  rotatedAt!: string | null;
  /** Until then calls are signed with the former secret too; null when there is none. */
  formerUntil!: string | null;
}

export class NewWebhookSecretView extends WebhookSecretView {
  /** Keep it: it is not shown again. */
  secret!: string;
}

export function toSubscriptionView(subscription: WebhookSubscription): WebhookSubscriptionView {
  const { workspaceId: _workspaceId, createdAt, updatedAt, ...view } = subscription;
  return { ...view, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() };
}

export function toCallView(call: WebhookCall): WebhookCallView {
  const { id, subscriptionId, url, event, status, attempts, answerStatus } = call;
  return {
    ...{ id, subscriptionId, url, event, status, attempts, answerStatus },
    dueAt: call.dueAt?.toISOString() ?? null,
    createdAt: call.createdAt.toISOString(),
    finishedAt: call.finishedAt?.toISOString() ?? null,
  };
}

export function toHealthView({ lastCall, ...health }: WebhookHealth): WebhookHealthView {
  return {
    ...health,
    lastCall: lastCall && { ...lastCall, createdAt: lastCall.createdAt.toISOString() },
  };
}

export function toReplayedView({ replayed, hurried }: ReplayedCalls): ReplayedCallsView {
  return { replayed, hurried };
}

export function toCallDetailsView(call: WebhookCallDetails): WebhookCallDetailsView {
  return { ...toCallView(call), data: call.data, attemptList: call.attemptList.map(toAttemptView) };
}

function toAttemptView({ at, ...attempt }: WebhookAttempt): WebhookAttemptView {
  return { ...attempt, at: at.toISOString() };
}

export function toSecretView(info: WebhookSecretInfo | null): WebhookSecretView {
  return {
    rotatedAt: info?.rotatedAt.toISOString() ?? null,
    formerUntil: info?.formerUntil?.toISOString() ?? null,
  };
}
