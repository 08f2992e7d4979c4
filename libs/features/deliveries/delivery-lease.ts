import type { SendingPriority } from '@features/smtp-servers';
import type { ClaimedDelivery, DeliveryOutcome } from './delivery';

/** What a claim brought: rows to send, and how many turned out not to be allowed. */
export interface Claim {
  claimed: ClaimedDelivery[];
  /** Rows that the statement settled otherwise: suppressed, put off. They are no reason to stop. */
  settled: number;
}

/** A message that could not be made, and why in plain words. */
export interface Unsendable {
  id: string;
  reason: string;
}

/**
 * Rows of the ledger that this process alone may send until the lease runs out: a batch of a campaign, or some single
 * messages. Every write names the lease or finds the row in the state it left it in, so a late worker spoils nothing.
 */
export interface DeliveryLease {
  readonly workspaceId: string;
  /** For logs and errors: `campaign … batch 3`. */
  readonly label: string;
  readonly priority: SendingPriority;
  /** How often these rows were leased, this time included. */
  readonly tries: number;
  /** How often in a row nothing of them went, this time included: who waits gets slower, and is fast again once something goes. */
  readonly idleTries: number;

  /**
   * Takes up to `limit` due rows in hand (`claimed`) and asks in the same statement whether each may be mailed now.
   * Rows for mailbox providers in `heldProviders` stay where they are.
   */
  claim(limit: number, heldProviders: readonly string[]): Promise<Claim>;
  /** Claimed rows that cannot be made into a message: `refused`. */
  refuse(unsendable: readonly Unsendable[]): Promise<void>;
  /** Claimed rows that do not go now after all: `pending` again, no attempt used up. */
  putBack(ids: readonly string[]): Promise<void>;
  /**
   * The last step before the wire: prolongs the lease and moves claimed rows to `handed_over`. Answers the ids that may be
   * sent, each with the number of this attempt; rows it does not name must not leave.
   */
  handOver(ids: readonly string[]): Promise<Map<string, number>>;
  /** Prolongs the lease. False when it is lost, or sending was paused or cancelled: nothing more may leave. */
  renew(): Promise<boolean>;
  /** Writes what became of handed-over rows, many at once. Safe to repeat, and safe when it comes late. */
  record(outcomes: readonly DeliveryOutcome[]): Promise<void>;
  /**
   * Gives the rows back. `done` when none of them can still be sent; else they are due again in `dueInMs`, at the earliest
   * after `delayMs`. What is still claimed waits again.
   */
  release(delayMs: number): Promise<{ done: boolean; dueInMs: number }>;
}
