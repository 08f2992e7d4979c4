/**
 * The states of one message to one contact. Audience = the sum over all states, at every moment.
 *
 * - `pending`: created at resolve, waiting.
 * - `claimed`: a worker has it in hand; nothing has reached a mail server.
 * - `handed_over`: on its way to the SMTP server; written before the first byte leaves.
 * - `accepted`: the server took it ("sent" in reports; sent is not delivered).
 * - `deferred`: refused for now; retried at `next_attempt_at`, or given up when that is empty.
 * - `refused`: refused for good.
 * - `uncertain`: handed over, and the answer was lost. Never sent again by accident.
 * - `suppressed`: consent or suppression changed between resolve and claim; `reason` says which.
 * - `cancelled`: the campaign was cancelled first.
 */
export const deliveryStatuses = [
  'pending',
  'claimed',
  'handed_over',
  'accepted',
  'deferred',
  'refused',
  'uncertain',
  'suppressed',
  'cancelled',
] as const;

export type DeliveryStatus = (typeof deliveryStatuses)[number];

/**
 * Every legal move. The database refuses all others (trigger `tr_deliveries_status`), whoever writes the statement; the
 * SQL in the repositories spells the states out, for the planner's and the reader's sake.
 */
export const deliveryTransitions: Readonly<Record<DeliveryStatus, readonly DeliveryStatus[]>> = {
  pending: ['claimed', 'suppressed', 'cancelled'],
  // Back to pending when the worker stopped, was paused or died before anything left.
  claimed: ['handed_over', 'pending', 'deferred', 'refused', 'suppressed', 'cancelled'],
  // Back to pending when the connection failed before the message was complete: no attempt is used up.
  handed_over: ['accepted', 'refused', 'deferred', 'uncertain', 'pending'],
  deferred: ['claimed', 'suppressed', 'cancelled', 'pending'],
  // A late answer, an open or a click settles it. To pending where the workspace's policy is to send it again.
  uncertain: ['accepted', 'refused', 'deferred', 'pending'],
  accepted: [],
  // Only by "retry failed", and never where the mailbox itself was refused.
  refused: ['pending'],
  suppressed: [],
  // Only by "send to the rest".
  cancelled: ['pending'],
};

export function mayBecome(from: DeliveryStatus, to: DeliveryStatus): boolean {
  return deliveryTransitions[from].includes(to);
}

/** Counts per state, with every state present. */
export type DeliveryCounts = Record<DeliveryStatus, number>;

export function emptyCounts(): DeliveryCounts {
  return Object.fromEntries(deliveryStatuses.map((status) => [status, 0])) as DeliveryCounts;
}

/** Sum over all states: the audience. */
export function audienceOf(counts: DeliveryCounts): number {
  return deliveryStatuses.reduce((sum, status) => sum + counts[status], 0);
}
