import {
  ANSWER_LOST,
  LEASE_SECONDS,
  MAX_UNCERTAIN_ATTEMPTS,
  type Claim,
  type ClaimedDelivery,
  type DeliveriesRepository,
  type DeliveryLease,
  type DeliveryOutcome,
  type DeliveryStatus,
  type Unsendable,
} from '@features/deliveries';
import { heldNames } from '@features/sending-limits';
import type { SendingPriority } from '@features/smtp-servers';
import type { Database, PreparedStatement } from '@platform/database';
import { CLAIM_SEQUENCE_ROWS, CLAIM_TRANSACTIONAL_ROWS, LOCK_PEOPLE } from './message-claims.repository';
import type { MessageKind } from './message-kind';

/** Prolongs the lease while it is still ours. $1 messages, $2 lease. */
const RENEW_LEASE = `
  UPDATE messages m SET leased_until = now() + interval '${LEASE_SECONDS} seconds'
  WHERE m.id = ANY ($1::uuid[]) AND m.leased_by = $2 AND m.leased_until > now()
  RETURNING m.id`;

const HAND_OVER_ROWS: PreparedStatement = {
  name: 'hand-over-message-rows',
  text: `
  WITH lease AS (${RENEW_LEASE})
  UPDATE deliveries d
  SET status = 'handed_over', handed_over_at = now(), attempts = d.attempts + 1, reason = NULL
  FROM lease
  WHERE d.id = ANY ($3::uuid[]) AND d.message_id = lease.id AND d.status = 'claimed'
  RETURNING d.id, d.attempts`,
};

/** Whoever decides whether a message is closed, or opens it again, holds this lock. In order of id. */
const LOCK_MESSAGES = 'SELECT FROM messages WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE';

const MESSAGES_OF = `
  SELECT m.id FROM messages m WHERE m.id IN (SELECT d.message_id FROM deliveries d WHERE d.id = ANY ($1::uuid[]))
  ORDER BY m.id FOR UPDATE`;

/** A late answer that says the message did not leave: whoever closed it in the meantime was wrong. */
const REOPEN = `
  UPDATE messages m SET is_open = true, closed_at = NULL, due_at = coalesce(d.next_attempt_at, now())
  FROM deliveries d
  WHERE d.id = ANY ($1::uuid[]) AND m.id = d.message_id AND NOT m.is_open
    AND (d.status = 'pending' OR d.next_attempt_at IS NOT NULL)`;

/** Messages that may still be sent stay open, and due when they may be tried again. $3 milliseconds to keep off. */
const RELEASE = `
  UPDATE messages m
  SET leased_by = NULL, leased_until = NULL, is_open = rest.is_open,
      closed_at = CASE WHEN rest.is_open THEN NULL ELSE coalesce(m.closed_at, now()) END,
      due_at = CASE WHEN NOT rest.is_open THEN m.due_at
        ELSE greatest(coalesce(rest.next_attempt_at, now()), now() + make_interval(secs => $3::double precision / 1000)) END
  FROM (
    SELECT d.message_id, d.next_attempt_at,
      d.status IN ('pending', 'claimed', 'handed_over') OR d.next_attempt_at IS NOT NULL AS is_open
    FROM deliveries d WHERE d.message_id = ANY ($1::uuid[])
  ) rest
  WHERE m.id = rest.message_id AND m.leased_by = $2
  RETURNING m.is_open AS "isOpen", extract(epoch FROM m.due_at - now()) * 1000 AS "dueInMs"`;

type ClaimedRow = ClaimedDelivery & { status: DeliveryStatus };

/** Messages that one worker has in hand. */
export interface LeasedMessages {
  workspaceId: string;
  kind: MessageKind;
  /** Null where the sender was deleted since. */
  senderId: string | null;
  leaseId: string;
  messageIds: string[];
  tries: number;
}

/** SQL of some messages of one kind and one sender while a worker has them. Made by `MessageLeasesRepository.lease`. */
export class MessageLease implements DeliveryLease {
  constructor(
    private readonly database: Database,
    private readonly deliveries: DeliveriesRepository,
    private readonly leased: LeasedMessages,
  ) {}

  get kind(): MessageKind {
    return this.leased.kind;
  }

  get priority(): SendingPriority {
    return this.kind;
  }

  get workspaceId(): string {
    return this.leased.workspaceId;
  }

  get senderId(): string | null {
    return this.leased.senderId;
  }

  /** Messages in the lease. */
  get size(): number {
    return this.leased.messageIds.length;
  }

  /** One of them, for names of jobs. */
  get firstId(): string {
    return this.leased.messageIds[0] ?? '';
  }

  get tries(): number {
    return this.leased.tries;
  }

  /** What went is closed. */
  get idleTries(): number {
    return this.tries;
  }

  get label(): string {
    return `${this.size} messages from ${this.firstId}`;
  }

  async claim(limit: number, heldProviders: readonly string[]): Promise<Claim> {
    const { messageIds, leaseId, kind } = this.leased;
    const which = [messageIds, limit, heldNames(heldProviders)];
    const claimRows = (statement: PreparedStatement): Promise<ClaimedRow[]> =>
      this.database.query<ClaimedRow>(statement, [...which, leaseId]);
    const rows =
      kind === 'transactional'
        ? await claimRows(CLAIM_TRANSACTIONAL_ROWS)
        : await this.database.transaction(async () => {
            await this.database.query(LOCK_PEOPLE, which);
            return claimRows(CLAIM_SEQUENCE_ROWS);
          });
    const claimed = rows.filter((row) => row.status === 'claimed');
    return { claimed, settled: rows.length - claimed.length };
  }

  async refuse(unsendable: readonly Unsendable[]): Promise<void> {
    await this.database.execute(
      `UPDATE deliveries d SET status = 'refused', reason = f.reason, finished_at = now()
       FROM unnest($2::uuid[], $3::text[]) AS f (id, reason)
       WHERE d.id = f.id AND d.message_id = ANY ($1::uuid[]) AND d.status = 'claimed'`,
      [this.leased.messageIds, unsendable.map(({ id }) => id), unsendable.map(({ reason }) => reason)],
    );
  }

  async putBack(ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.unclaim(ids);
  }

  async handOver(ids: readonly string[]): Promise<Map<string, number>> {
    const { messageIds, leaseId } = this.leased;
    const rows = await this.database.query<{ id: string; attempts: number }>(HAND_OVER_ROWS, [
      messageIds,
      leaseId,
      ids,
    ]);
    return new Map(rows.map((row) => [row.id, row.attempts]));
  }

  async renew(): Promise<boolean> {
    const { messageIds, leaseId } = this.leased;
    return (await this.database.query(RENEW_LEASE, [messageIds, leaseId])).length > 0;
  }

  async record(outcomes: readonly DeliveryOutcome[]): Promise<void> {
    const waiting = outcomes.filter(({ status }) => status === 'pending' || status === 'deferred');
    if (waiting.length === 0) return this.deliveries.record(outcomes);
    const ids = waiting.map(({ id }) => id);
    await this.database.transaction(async () => {
      await this.database.query(MESSAGES_OF, [ids]);
      await this.deliveries.record(outcomes);
      await this.database.execute(REOPEN, [ids]);
    });
  }

  /** Uncertain messages wait again where the workspace says so. */
  async release(delayMs: number): Promise<{ done: boolean; dueInMs: number }> {
    const { messageIds, leaseId } = this.leased;
    return this.database.transaction(async () => {
      // A late answer may open a message at this very moment: it waits for this lock, or we for its.
      await this.database.query(LOCK_MESSAGES, [messageIds]);
      await this.unclaim(null);
      await this.resendUncertain();
      const rows = await this.database.query<{ isOpen: boolean; dueInMs: number }>(RELEASE, [
        messageIds,
        leaseId,
        delayMs,
      ]);
      const open = rows.filter(({ isOpen }) => isOpen).map(({ dueInMs }) => Math.max(0, Math.ceil(dueInMs)));
      return { done: open.length === 0, dueInMs: open.length === 0 ? 0 : Math.min(...open) };
    });
  }

  /** Says on those that wait what they wait for; the next hand-over takes it off again. */
  async explainWaiting(reason: string): Promise<void> {
    await this.database.execute(
      `UPDATE deliveries SET reason = $2 WHERE message_id = ANY ($1::uuid[]) AND status = 'pending'`,
      [this.leased.messageIds, reason.slice(0, 500)],
    );
  }

  /** What a dead worker left: `claimed` rows wait again; `handed_over` ones become `uncertain`, since nobody can know. */
  async recover(): Promise<void> {
    await this.unclaim(null);
    await this.database.execute(
      `UPDATE deliveries SET status = 'uncertain', finished_at = now(), reason = $2
       WHERE message_id = ANY ($1::uuid[]) AND status = 'handed_over'`,
      [this.leased.messageIds, ANSWER_LOST],
    );
  }

  private async resendUncertain(): Promise<void> {
    const { messageIds, leaseId } = this.leased;
    await this.database.execute(
      `UPDATE deliveries d SET status = 'pending', claimed_at = NULL, handed_over_at = NULL, finished_at = NULL
       FROM workspaces w, messages m
       WHERE d.message_id = ANY ($1::uuid[]) AND d.status = 'uncertain' AND d.attempts < $2
         AND w.id = d.workspace_id AND w.uncertain_policy = 'resend' AND m.id = d.message_id AND m.leased_by = $3`,
      [messageIds, MAX_UNCERTAIN_ATTEMPTS, leaseId],
    );
  }

  private async unclaim(ids: readonly string[] | null): Promise<void> {
    const { messageIds, leaseId } = this.leased;
    await this.database.execute(
      `UPDATE deliveries d SET status = 'pending', claimed_at = NULL
       FROM messages m
       WHERE d.message_id = ANY ($1::uuid[]) AND d.status = 'claimed' AND m.id = d.message_id AND m.leased_by = $2
         AND ($3::uuid[] IS NULL OR d.id = ANY ($3))`,
      [messageIds, leaseId, ids],
    );
  }
}
