import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { CLIENT_SIGNS, DEVICE_SIGNS } from './mail-clients';
import { refreshSql, SET_CUTS } from './refresh-sql';
import {
  CART_EVENTS,
  CHANNELS,
  CHANNEL_EVENTS,
  ENGAGEMENT_POINTS,
  LEAD_EVENTS,
  VALUE_EVENTS,
} from './value-events';
import { MIN_BUYERS, RFM_TABLE } from './value-rules';

export interface Refreshed {
  /** Rows that are new or changed. */
  written: number;
  /** Rows of contacts about whom nothing is known any more. */
  removed: number;
}

const REFRESH_WORKSPACE = refreshSql('workspace');
const REFRESH_CONTACTS = refreshSql('contacts');

const RULES: readonly unknown[] = [
  VALUE_EVENTS,
  LEAD_EVENTS,
  CART_EVENTS,
  JSON.stringify(Object.entries(ENGAGEMENT_POINTS).map(([name, points]) => ({ name, points }))),
  JSON.stringify(CHANNEL_EVENTS.map((event) => ({ ...event, rank: CHANNELS.indexOf(event.channel) }))),
  JSON.stringify(CLIENT_SIGNS),
  JSON.stringify(DEVICE_SIGNS),
  RFM_TABLE.flat(),
];

/** Three in the morning of the workspace, the last time it was that, at $1. */
const LAST_NIGHT = `((date_trunc('day', ($1::timestamptz AT TIME ZONE w.time_zone) - interval '3 hours') + interval '3 hours')
  AT TIME ZONE w.time_zone)`;

/** Writes `computed_values`. Reads orders, events and hits of other features set by set: contacts never pass through here. */
@Injectable()
export class ComputedValuesRepository {
  constructor(private readonly database: Database) {}

  /** Makes the row that `lockRun` locks. Outside of its transaction: a row not yet committed would be waited for. */
  async prepareRun(workspaceId: string): Promise<void> {
    await this.database.execute(
      `INSERT INTO computed_value_runs (workspace_id) SELECT id FROM workspaces WHERE id = $1 ON CONFLICT DO NOTHING`,
      [workspaceId],
    );
  }

  /**
   * Makes the refreshes of a workspace wait for each other until the end of the transaction. `patiently` false: answers
   * false instead of waiting. Also false when there is no such workspace.
   */
  async lockRun(workspaceId: string, patiently: boolean): Promise<boolean> {
    const lock = `SELECT 1 AS one FROM computed_value_runs WHERE workspace_id = $1 FOR UPDATE`;
    const sql = patiently ? lock : `${lock} SKIP LOCKED`;
    return (await this.database.queryOne(sql, [workspaceId])) !== null;
  }

  /** Where the quintiles of the workspace's buyers end now. */
  async setCuts(workspaceId: string, now: Date): Promise<void> {
    await this.database.execute(SET_CUTS, [workspaceId, MIN_BUYERS, now]);
  }

  async refreshWorkspace(workspaceId: string, now: Date): Promise<Refreshed> {
    const [row] = await this.database.query<Refreshed>(REFRESH_WORKSPACE, [workspaceId, now, ...RULES]);
    return row ?? { written: 0, removed: 0 };
  }

  async refreshContacts(workspaceId: string, contactIds: readonly string[], now: Date): Promise<Refreshed> {
    const values = [workspaceId, now, ...RULES, contactIds];
    const [row] = await this.database.query<Refreshed>(REFRESH_CONTACTS, values);
    return row ?? { written: 0, removed: 0 };
  }

  /** Takes up to `limit` rows off the list of contacts that are due; each contact once. */
  async takeDue(workspaceId: string, now: Date, limit: number): Promise<string[]> {
    const rows = await this.database.query<{ contactId: string }>(
      `WITH taken AS (
         DELETE FROM computed_values_due WHERE id IN (
           SELECT id FROM computed_values_due WHERE workspace_id = $1 AND due_at <= $2 ORDER BY due_at LIMIT $3)
         RETURNING contact_id)
       SELECT DISTINCT contact_id AS "contactId" FROM taken`,
      [workspaceId, now, limit],
    );
    return rows.map(({ contactId }) => contactId);
  }

  /** Workspaces that have contacts due. */
  async workspacesWithDue(now: Date): Promise<string[]> {
    return this.ids(
      `SELECT w.id FROM workspaces w WHERE EXISTS (
         SELECT 1 FROM computed_values_due d WHERE d.workspace_id = w.id AND d.due_at <= $1)`,
      [now],
    );
  }

  /** Workspaces whose whole refresh is due: since last night, or because somebody asked for it. */
  async workspacesToRefresh(now: Date): Promise<string[]> {
    return this.ids(
      `SELECT w.id FROM workspaces w LEFT JOIN computed_value_runs run ON run.workspace_id = w.id
       WHERE run.refreshed_at IS NULL OR run.refreshed_at < ${LAST_NIGHT} OR run.requested_at > run.refreshed_at
       ORDER BY run.refreshed_at NULLS FIRST`,
      [now],
    );
  }

  async request(workspaceId: string, now: Date): Promise<void> {
    await this.database.execute(
      `INSERT INTO computed_value_runs (workspace_id, requested_at) VALUES ($1, $2)
       ON CONFLICT (workspace_id) DO UPDATE SET requested_at = excluded.requested_at`,
      [workspaceId, now],
    );
  }

  private async ids(sql: string, values: readonly unknown[]): Promise<string[]> {
    return (await this.database.query<{ id: string }>(sql, values)).map(({ id }) => id);
  }
}
