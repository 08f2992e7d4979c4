import { Injectable } from '@nestjs/common';
import { DEFAULT_SERVER_ID } from '@features/smtp-servers';
import { Database } from '@platform/database';
import { PROBE_MS, type Hold, type HoldState, type HoldTarget } from './hold';

const COLUMNS = `
  h.id, h.scope, h.workspace_id AS "workspaceId", h.kind, h.server_id AS "serverId", h.server_label AS "serverLabel",
  h.provider, h.domain, h.cause, h.reply, h.strikes, h.since, h.struck_at AS "struckAt", h.held_until AS "heldUntil",
  h.probe_until AS "probeUntil", h.lifted_at AS "liftedAt"`;

/** Milliseconds since 1970 by the database's clock; $1 replaces it. */
const NOW = `extract(epoch FROM coalesce($1::timestamptz, clock_timestamp()))::float8 * 1000`;

/** In one order for everybody, so that nobody waits for somebody who waits for him. */
const ADD_TARGETS = `
  INSERT INTO sending_holds (scope, workspace_id, kind, server_id, server_label, provider, domain, cause, reply, strikes,
    since, struck_at, lifted_at)
  SELECT t.scope, t.workspace_id, t.kind, t.server_id, t.server_label, t.provider, t.domain, 'busy', '', 0, now(), now(), now()
  FROM unnest($1::text[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
    AS t (scope, workspace_id, kind, server_id, server_label, provider, domain)
  ORDER BY t.scope
  ON CONFLICT ON CONSTRAINT uq_sending_holds_scope DO NOTHING`;

/** Locks the rows until commit, in one order for everybody; the clock is read after the last lock was got. */
const LOCK_SCOPES = `
  WITH locked AS MATERIALIZED (
    SELECT * FROM sending_holds WHERE scope = ANY ($2::text[]) ORDER BY scope FOR UPDATE
  )
  SELECT ${COLUMNS}, ${NOW} AS now FROM locked h`;

const WRITE_STATES = `
  UPDATE sending_holds h
  SET cause = n.cause, reply = n.reply, strikes = n.strikes, since = n.since, struck_at = n.struck_at,
    held_until = n.held_until, probe_until = n.probe_until, lifted_at = n.lifted_at, server_label = n.server_label,
    provider = n.provider
  FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::timestamptz[], $6::timestamptz[], $7::timestamptz[],
      $8::timestamptz[], $9::timestamptz[], $10::text[], $11::text[])
    AS n (scope, cause, reply, strikes, since, struck_at, held_until, probe_until, lifted_at, server_label, provider)
  WHERE h.scope = n.scope`;

/** One group may find out whether it goes again: whoever comes first. Waits for nobody. */
const CLAIM_PROBES = `
  WITH due AS (
    SELECT scope FROM sending_holds
    WHERE scope = ANY ($2::text[]) AND held_until <= coalesce($1::timestamptz, clock_timestamp())
      AND (probe_until IS NULL OR probe_until <= coalesce($1::timestamptz, clock_timestamp()))
    FOR UPDATE SKIP LOCKED
  )
  UPDATE sending_holds h
  SET probe_until = coalesce($1::timestamptz, clock_timestamp()) + make_interval(secs => ${PROBE_MS / 1000})
  FROM due WHERE h.scope = due.scope
  RETURNING h.scope, h.probe_until AS "probeUntil"`;

/** SQL on `sending_holds`. Workers see those of all workspaces, since servers may be shared; people those of their own. */
@Injectable()
export class HoldsRepository {
  constructor(private readonly database: Database) {}

  /** Everything that is held, and the database's clock (milliseconds since 1970). */
  async findHeld(at?: Date): Promise<{ holds: Hold[]; now: number }> {
    const rows = await this.database.query<Hold & { now: number }>(
      `SELECT ${COLUMNS}, c.now FROM (SELECT ${NOW} AS now) AS c LEFT JOIN sending_holds h ON h.held_until IS NOT NULL`,
      [at ?? null],
    );
    return { holds: rows.filter(({ id }) => id !== null).map(toHold), now: rows[0]!.now };
  }

  /** Rows for what was never held. Not in the transaction that locks them: two could then wait for each other. */
  async add(targets: readonly HoldTarget[]): Promise<void> {
    await this.database.execute(ADD_TARGETS, [
      targets.map(({ scope }) => scope),
      targets.map(({ workspaceId }) => workspaceId),
      targets.map(({ kind }) => kind),
      targets.map(({ serverId }) => serverId),
      targets.map(({ serverLabel }) => serverLabel),
      targets.map(({ provider }) => provider),
      targets.map(({ domain }) => domain),
    ]);
  }

  /** Locks the rows of these scopes until the open transaction ends; those that have none are missing. */
  async lock(scopes: readonly string[], at?: Date): Promise<{ holds: Hold[]; now: Date }> {
    const rows = await this.database.query<Hold & { now: number }>(LOCK_SCOPES, [at ?? null, scopes]);
    return { holds: rows.map(toHold), now: new Date(Math.max(0, ...rows.map(({ now }) => now))) };
  }

  /** Replaces the states of rows that this transaction has locked. */
  async write(holds: readonly (HoldTarget & HoldState)[]): Promise<void> {
    await this.database.execute(WRITE_STATES, [
      holds.map(({ scope }) => scope),
      holds.map(({ cause }) => cause),
      holds.map(({ reply }) => reply),
      holds.map(({ strikes }) => strikes),
      holds.map(({ since }) => since),
      holds.map(({ struckAt }) => struckAt),
      holds.map(({ heldUntil }) => heldUntil),
      holds.map(({ probeUntil }) => probeUntil),
      holds.map(({ liftedAt }) => liftedAt),
      holds.map(({ serverLabel }) => serverLabel),
      holds.map(({ provider }) => provider),
    ]);
  }

  /** Those of the scopes for which this caller may find out, each with the time it has for that. */
  async claimProbes(scopes: readonly string[], at?: Date): Promise<Map<string, Date>> {
    const rows = await this.database.query<{ scope: string; probeUntil: Date }>(CLAIM_PROBES, [
      at ?? null,
      scopes,
    ]);
    return new Map(rows.map(({ scope, probeUntil }) => [scope, probeUntil]));
  }

  /** The caller did not find out after all: the next one may. */
  async releaseProbes(scopes: readonly string[]): Promise<void> {
    await this.database.execute(
      `UPDATE sending_holds SET probe_until = NULL WHERE scope IN (
         SELECT scope FROM sending_holds WHERE scope = ANY ($1::text[]) FOR UPDATE SKIP LOCKED)`,
      [scopes],
    );
  }

  /** What is held of this workspace, and of the servers that all workspaces share; the oldest trouble first. Not of those that were deleted or switched off: they hold nobody. */
  async list(workspaceId: string): Promise<Hold[]> {
    return this.database.query<Hold>(
      `SELECT ${COLUMNS} FROM sending_holds h
       WHERE (h.workspace_id = $1 OR h.workspace_id IS NULL) AND h.held_until IS NOT NULL
         AND (h.server_id = $2 OR EXISTS (SELECT FROM smtp_servers s WHERE s.id::text = h.server_id AND s.is_enabled))
       ORDER BY h.since, h.id`,
      [workspaceId, DEFAULT_SERVER_ID],
    );
  }

  /** The hold under this id, when the workspace may see it. */
  async find(workspaceId: string, id: string): Promise<Hold | null> {
    return this.database.queryOne<Hold>(
      `SELECT ${COLUMNS} FROM sending_holds h
       WHERE h.id = $2 AND (h.workspace_id = $1 OR h.workspace_id IS NULL) AND h.held_until IS NOT NULL`,
      [workspaceId, id],
    );
  }

  /** Lifts by hand, strikes forgotten. Whether this workspace may is the service's question; false when it is not held. */
  async lift(workspaceId: string, id: string): Promise<boolean> {
    const count = await this.database.execute(
      `UPDATE sending_holds SET held_until = NULL, probe_until = NULL, lifted_at = now(), strikes = 0
       WHERE id = $2 AND (workspace_id = $1 OR workspace_id IS NULL) AND held_until IS NOT NULL`,
      [workspaceId, id],
    );
    return count > 0;
  }

  /** Forgets what was lifted a day ago, and what ended a day ago without anybody wanting to send. */
  async deleteOld(now = new Date()): Promise<number> {
    return this.database.execute(
      `DELETE FROM sending_holds WHERE scope IN (
         SELECT scope FROM sending_holds WHERE coalesce(held_until, lifted_at) < $1::timestamptz - interval '1 day'
         FOR UPDATE SKIP LOCKED)`,
      [now],
    );
  }
}

function toHold({ now: _now, ...hold }: Hold & { now: number }): Hold {
  return hold;
}
