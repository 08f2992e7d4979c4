/** Gone: the receiver answered 410 and wants no more. Failed: a day of attempts was in vain. Cancelled: its subscription ended. */
export const CALL_STATUSES = ['pending', 'delivered', 'failed', 'gone', 'cancelled'] as const;
export type CallStatus = (typeof CALL_STATUSES)[number];

/** Something that is to be told to another system. */
export interface WebhookCallInput {
  /** Checked by `WebhookUrls.check` when it was entered; looked at again at each attempt. */
  url: string;
  /** What happened, such as `form.submitted`. */
  event: string;
  /** The `data` of what is sent; JSON of at most 256 kB. */
  body: Record<string, unknown>;
  /** Names the one thing that it is about, such as `form:<submission id>`: a second call with it is not made. At most 300 characters. */
  occasion: string;
  /** Whom it tells about: erasing the contact deletes the call. Give it whenever `body` says anything of a person. */
  contactId?: string;
}

export interface WebhookCall {
  id: string;
  workspaceId: string;
  subscriptionId: string | null;
  url: string;
  event: string;
  status: CallStatus;
  /** Attempts so far, those before a replay included. */
  attempts: number;
  /** HTTP status of the last answer; null when none came. */
  answerStatus: number | null;
  /** When it is tried next; only of a pending one. */
  dueAt: Date | null;
  createdAt: Date;
  finishedAt: Date | null;
}

/** One try. Either an answer came (`status`), or something kept it from coming (`problem`). */
export interface WebhookAttempt {
  number: number;
  at: Date;
  durationMs: number;
  status: number | null;
  problem: string | null;
  /** The beginning of the answer, 500 characters at most. */
  answer: string;
}

/** How the calls of one subscription go, of those that are still kept. */
export interface WebhookHealth {
  subscriptionId: string;
  /** Calls that wait for an attempt after one that failed. */
  retrying: number;
  /** Calls that were given up. */
  failed: number;
  lastCall: { createdAt: Date; status: CallStatus; answerStatus: number | null } | null;
}

/** How many calls are made again. */
export interface ReplayedCalls {
  /** Given up before: they have another day. */
  replayed: number;
  /** Waiting for their next attempt: it is made at once. */
  hurried: number;
}

/** A call that a worker has in hand. */
export interface LeasedCall {
  id: string;
  workspaceId: string;
  subscriptionId: string | null;
  url: string;
  event: string;
  data: Record<string, unknown>;
  /** Of this attempt, over the call's whole life. */
  attempt: number;
  /** Of this attempt since the call was made or replayed. */
  roundAttempt: number;
  createdAt: Date;
  giveUpAt: Date;
}
