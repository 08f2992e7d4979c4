import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { CART_EVENTS, CHANNEL_EVENTS, LEAD_EVENTS } from './value-events';
import { HABIT_DAYS } from './value-rules';

/** What is kept about one contact, by column, and what that was worked out from. */
export interface ContactValues {
  /** Null: nothing is kept. */
  row: Record<string, unknown> | null;
  /** Null where there is nothing to say. */
  inputs: Record<string, unknown>;
  /** When the whole workspace was refreshed last; null: not yet. */
  refreshedAt: Date | null;
}

const HABIT = `($2::timestamptz - interval '${24 * HABIT_DAYS} hours')`;

const READ = `
  SELECT to_jsonb(cv) - 'workspace_id' - 'contact_id' AS row, run.refreshed_at AS "refreshedAt",
    jsonb_build_object(
      'orders', o.orders, 'cancelledOrders', o.cancelled, 'total', o.total, 'refunded', o.refunded, 'cost', o.cost,
      'ordersWithoutCost', o.without_cost,
      'costToServe', CASE WHEN jsonb_typeof(c.attributes -> 'costToServe') = 'number' THEN c.attributes -> 'costToServe' END,
      'buyers', run.buyers, 'recencyCuts', run.recency_cuts, 'frequencyCuts', run.frequency_cuts,
      'monetaryCuts', run.monetary_cuts, 'lastCartAt', e.cart_at, 'firstLeadAt', e.lead_at, 'recentAnswers', a.answers,
      'recentOpens', h.opens, 'recentHits', h.hits) AS inputs
  FROM contacts c
  LEFT JOIN computed_values cv ON cv.workspace_id = c.workspace_id AND cv.contact_id = c.id
  LEFT JOIN computed_value_runs run ON run.workspace_id = c.workspace_id
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE status <> 'cancelled') AS orders, count(*) FILTER (WHERE status = 'cancelled') AS cancelled,
      sum(total) FILTER (WHERE status <> 'cancelled') AS total, sum(refunded) FILTER (WHERE status <> 'cancelled') AS refunded,
      sum(cost) FILTER (WHERE status <> 'cancelled') AS cost,
      count(*) FILTER (WHERE status <> 'cancelled' AND cost IS NULL) AS without_cost
    FROM orders WHERE workspace_id = c.workspace_id AND contact_id = c.id) o
  CROSS JOIN LATERAL (
    SELECT max(occurred_at) FILTER (WHERE name = ANY($4::text[])) AS cart_at, min(occurred_at) AS lead_at
    FROM contact_events WHERE workspace_id = c.workspace_id AND contact_id = c.id
      AND (name = ANY($4::text[]) OR name = ANY($5::text[]))) e
  CROSS JOIN LATERAL (
    SELECT jsonb_object_agg(channel, times) AS answers FROM (
      SELECT h.channel, count(*) AS times FROM contact_events ce
      JOIN json_to_recordset($6::json) AS h(name text, channel text) ON h.name = ce.name
      WHERE ce.workspace_id = c.workspace_id AND ce.contact_id = c.id AND ce.occurred_at >= ${HABIT}
      GROUP BY h.channel) by_channel) a
  CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE kind = 'open') AS opens, count(*) AS hits FROM tracking_hits
    WHERE workspace_id = c.workspace_id AND contact_id = c.id AND NOT is_machine AND occurred_at >= ${HABIT}) h
  WHERE c.workspace_id = $1 AND c.id = $3`;

/** Reads what was worked out about one contact together with its inputs, which stand in tables of other features. */
@Injectable()
export class ContactValuesRepository {
  constructor(private readonly database: Database) {}

  /** Null: there is no such contact. */
  async find(workspaceId: string, contactId: string, now: Date): Promise<ContactValues | null> {
    return this.database.queryOne<ContactValues>(READ, [
      workspaceId,
      now,
      contactId,
      CART_EVENTS,
      LEAD_EVENTS,
      JSON.stringify(CHANNEL_EVENTS),
    ]);
  }
}
