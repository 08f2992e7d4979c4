import { Injectable } from '@nestjs/common';
import { DELIVERED, HUMAN_CLICK, HUMAN_OPEN, TRACKABLE_DELIVERED } from '@features/tracking';
import { Database } from '@platform/database';
import type { MailFigures } from './campaign-days.repository';

/** One sequence in a period; `inside` is now. */
export interface SequenceFigures extends Omit<MailFigures, 'bounced'> {
  sequenceId: string;
  name: string;
  status: string;
  entered: number;
  inside: number;
  /** Took the last step. */
  completed: number;
  /** Left because they reached the goal. */
  reachedGoal: number;
  /** Left for any other reason, or were stopped. */
  left: number;
}

/**
 * Passages that began and ended in the period, and the mails whose step was reached in it: each found by an index on its time. The mail of
 * a sequence is a message, and its figures are those of its delivery. $1 workspace, $2 from, $3 to.
 */
const SEQUENCES = `
  WITH entered AS (
    SELECT sequence_id, count(*) AS entered FROM enrollments
    WHERE workspace_id = $1 AND entered_at >= $2 AND entered_at < $3 GROUP BY 1
  ), ended AS (
    SELECT sequence_id, count(*) FILTER (WHERE status = 'completed') AS completed,
      count(*) FILTER (WHERE status = 'exited' AND reason = 'goal') AS goal,
      count(*) FILTER (WHERE status <> 'completed' AND reason IS DISTINCT FROM 'goal') AS "left"
    FROM enrollments WHERE workspace_id = $1 AND ended_at >= $2 AND ended_at < $3 GROUP BY 1
  ), mailed AS (
    SELECT n.sequence_id, count(*) FILTER (WHERE d.status = 'accepted') AS sent, count(*) FILTER (WHERE ${DELIVERED}) AS delivered,
      count(*) FILTER (WHERE ${TRACKABLE_DELIVERED}) AS trackable, count(*) FILTER (WHERE h.opened) AS opened,
      count(*) FILTER (WHERE h.clicked) AS clicked, count(d.unsubscribed_at) AS unsubscribed, count(d.complained_at) AS complained
    FROM messages m
    JOIN enrollments n ON n.id = m.enrollment_id
    JOIN deliveries d ON d.message_id = m.id
    LEFT JOIN LATERAL (
      SELECT bool_or(${HUMAN_OPEN}) AS opened, bool_or(${HUMAN_CLICK}) AS clicked FROM tracking_hits h WHERE h.delivery_id = d.id
    ) h ON true
    WHERE m.workspace_id = $1 AND m.kind = 'sequence' AND m.created_at >= $2 AND m.created_at < $3
    GROUP BY 1
  )
  SELECT s.id AS "sequenceId", s.name, s.status, coalesce(e.entered, 0) AS entered,
    (SELECT count(*) FROM enrollments n WHERE n.sequence_id = s.id AND n.status = 'active') AS inside,
    coalesce(x.completed, 0) AS completed, coalesce(x.goal, 0) AS "reachedGoal", coalesce(x."left", 0) AS "left",
    coalesce(m.sent, 0) AS sent, coalesce(m.delivered, 0) AS delivered, coalesce(m.trackable, 0) AS "trackableDelivered",
    coalesce(m.opened, 0) AS opened, coalesce(m.clicked, 0) AS clicked, coalesce(m.unsubscribed, 0) AS unsubscribed,
    coalesce(m.complained, 0) AS complained
  FROM sequences s
  LEFT JOIN entered e ON e.sequence_id = s.id
  LEFT JOIN ended x ON x.sequence_id = s.id
  LEFT JOIN mailed m ON m.sequence_id = s.id
  WHERE s.workspace_id = $1 AND (s.status = 'active' OR e.sequence_id IS NOT NULL OR x.sequence_id IS NOT NULL OR m.sequence_id IS NOT NULL)
  ORDER BY entered DESC, s.name, s.id
  LIMIT 200`;

/** Sequences as a report sees them. */
@Injectable()
export class SequenceFiguresRepository {
  constructor(private readonly db: Database) {}

  /** Those that are active or had anything happen in the period, at most 200. */
  async list(workspaceId: string, { from, to }: { from: Date; to: Date }): Promise<SequenceFigures[]> {
    return this.db.query<SequenceFigures>(SEQUENCES, [workspaceId, from, to]);
  }
}
