import { Injectable } from '@nestjs/common';
import { Database, type PreparedStatement } from '@platform/database';
import type { Usage, WindowName } from './window';

const COLUMNS: readonly (readonly [WindowName, string])[] = [
  ['perSecond', 'per_second'],
  ['perMinute', 'per_minute'],
  ['perHour', 'per_hour'],
  ['perDay', 'per_day'],
];

/** In one order for everybody, so that nobody waits for somebody who waits for him. */
const ADD_SCOPES = `
  INSERT INTO sending_usage (scope) SELECT scope FROM unnest($1::text[]) AS s (scope) ORDER BY scope
  ON CONFLICT ON CONSTRAINT pk_sending_usage DO NOTHING`;

/**
 * Locks the rows until commit, in one order for everybody. The clock is read after the last lock was got: it tells when the
 * decision is taken, not when the wait for it began. The commit does not wait for the disk while others wait for these rows:
 * nothing leaves before the ledger has it as handed over, and that commit takes this one to the disk with it.
 */
const LOCK_SCOPES: PreparedStatement = {
  name: 'lock-sending-usage',
  text: `
  WITH locked AS MATERIALIZED (
    SELECT * FROM sending_usage WHERE scope = ANY ($1::text[]) ORDER BY scope FOR UPDATE
  )
  SELECT scope, ${COLUMNS.map(([name, column]) => `${column}_slot AS "${name}Slot", ${column} AS "${name}"`).join(', ')},
    extract(epoch FROM coalesce($2::timestamptz, clock_timestamp()))::float8 * 1000 AS now,
    set_config('synchronous_commit', 'off', true)
  FROM locked`,
};

const WRITE_SCOPES: PreparedStatement = {
  name: 'write-sending-usage',
  text: `
  UPDATE sending_usage u
  SET ${COLUMNS.map(([, column]) => `${column}_slot = n.${column}_slot, ${column} = n.${column}::integer[]`).join(', ')},
    used_at = now()
  FROM unnest($1::text[], ${COLUMNS.map((_, i) => `$${2 * i + 2}::bigint[], $${2 * i + 3}::text[]`).join(', ')})
    AS n (scope, ${COLUMNS.map(([, column]) => `${column}_slot, ${column}`).join(', ')})
  WHERE u.scope = n.scope`,
};

/** What was let through, as far as it is committed; nobody is kept waiting. */
const READ_SCOPES = `
  SELECT scope, ${COLUMNS.map(([name, column]) => `${column}_slot AS "${name}Slot", ${column} AS "${name}"`).join(', ')}
  FROM sending_usage WHERE scope = ANY ($1::text[])`;

type UsageRow = { scope: string } & Partial<Record<`${WindowName}Slot`, number | null>> &
  Partial<Record<WindowName, number[] | null>>;

/** Rows that were locked, and the database's clock after that (milliseconds since 1970). */
export interface LockedUsage {
  usage: Map<string, Usage>;
  now: number;
}

/** SQL on what was let through. Scopes of all workspaces, since some of them are shared: the scope names the workspace. */
@Injectable()
export class UsageRepository {
  constructor(private readonly database: Database) {}

  /**
   * Locks the rows of these scopes until the open transaction ends, whose commit will not wait for the disk; null when one of
   * them has no row yet. `at` replaces the clock.
   */
  async lock(scopes: readonly string[], at?: Date): Promise<LockedUsage | null> {
    const rows = await this.database.query<UsageRow & { now: number }>(LOCK_SCOPES, [scopes, at ?? null]);
    if (rows.length < scopes.length) return null;
    return {
      usage: new Map(rows.map((row) => [row.scope, toUsage(row)])),
      now: rows.reduce((latest, { now }) => Math.max(latest, now), 0),
    };
  }

  /** For estimates: scopes that nothing was sent in are missing. */
  async read(scopes: readonly string[]): Promise<Map<string, Usage>> {
    const rows = await this.database.query<UsageRow>(READ_SCOPES, [scopes]);
    return new Map(rows.map((row) => [row.scope, toUsage(row)]));
  }

  /** Rows for scopes that have none. Not in the transaction that locks them: two could then wait for each other. */
  async add(scopes: readonly string[]): Promise<void> {
    await this.database.execute(ADD_SCOPES, [scopes]);
  }

  /** Replaces what was let through in these scopes, whose rows this transaction has locked. */
  async write(usage: ReadonlyMap<string, Usage>): Promise<void> {
    const entries = [...usage];
    const columns = COLUMNS.flatMap(([name]) => [
      entries.map(([, windows]) => windows[name]?.slot ?? null),
      entries.map(([, windows]) => (windows[name] ? `{${windows[name].counts.join(',')}}` : null)),
    ]);
    await this.database.execute(WRITE_SCOPES, [entries.map(([scope]) => scope), ...columns]);
  }

  /** Forgets scopes that nothing was sent in for two days: the longest window is one. Skips what is in use right now. */
  async deleteUnused(now = new Date()): Promise<number> {
    return this.database.execute(
      `DELETE FROM sending_usage WHERE scope IN (
         SELECT scope FROM sending_usage WHERE used_at < $1::timestamptz - interval '2 days' FOR UPDATE SKIP LOCKED)`,
      [now],
    );
  }
}

function toUsage(row: UsageRow): Usage {
  const usage: Usage = {};
  for (const [name] of COLUMNS) {
    const slot = row[`${name}Slot`];
    if (slot !== null && slot !== undefined) usage[name] = { slot, counts: row[name] ?? [] };
  }
  return usage;
}
