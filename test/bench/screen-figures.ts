import type { Client } from 'pg';
import type { ScreenRequest } from './screen-requests';

export interface ScreenFigure {
  screen: string;
  what: string;
  /** Median over HTTP, with what the api does. */
  ms: number;
  /** Time of PostgreSQL in all statements of one request, and blocks of 8 kB that they looked at. */
  databaseMs: number;
  blocks: number;
  /** Of the statement that took longest. */
  slowest: string;
  isCount: boolean;
  status: number;
}

const ROUNDS = 3;

interface Asked {
  port: number;
  sql: Client;
  apiKey: string;
  /** What a worker does with what was asked for: reports that take long. */
  countAsked: () => Promise<unknown>;
}

/** Asks once to warm up, and then a few times; what workers count is counted in between. */
export async function measureScreen(
  { port, sql, apiKey, countAsked }: Asked,
  request: ScreenRequest,
): Promise<ScreenFigure> {
  const ask = async (path: string): Promise<{ status: number; nextCursor?: string }> => {
    const { body } = request;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      headers: { Authorization: `Bearer ${apiKey}`, ...(body ? { 'Content-Type': 'application/json' } : {}) },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    const { nextCursor } = (text.startsWith('{') ? JSON.parse(text) : {}) as { nextCursor?: string };
    return { status: answer.status, ...(nextCursor ? { nextCursor } : {}) };
  };
  let path = request.path;
  for (let page = 0; page < (request.deep ?? 0); page += 1) {
    const { nextCursor } = await ask(path);
    if (nextCursor === undefined) break;
    path = `${request.path}&cursor=${encodeURIComponent(nextCursor)}`;
  }
  let { status } = await ask(path);
  if (status === 503) {
    await countAsked();
    status = (await ask(path)).status;
  }
  await sql.query('SELECT pg_stat_statements_reset()');
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const started = performance.now();
    await ask(path);
    times.push(performance.now() - started);
  }
  const { rows } = await sql.query<{ databaseMs: number; blocks: number; slowest: string }>(
    `SELECT coalesce(sum(total_exec_time + total_plan_time), 0)::float / $1 AS "databaseMs",
       coalesce(sum(shared_blks_hit + shared_blks_read), 0)::int / $1::int AS blocks,
       (array_agg(left(regexp_replace(query, '\\s+', ' ', 'g'), 120) ORDER BY total_exec_time DESC))[1] AS slowest
     FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
     WHERE d.datname = current_database() AND query NOT LIKE '%pg_stat_statements%'`,
    [ROUNDS],
  );
  const ms = times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  const { screen, what, isCount = false } = request;
  return { screen, what, ms, databaseMs: 0, blocks: 0, slowest: '', ...rows[0], isCount, status };
}

/** Milliseconds for so many contacts by their primary key: what no list of them can beat. */
export async function referenceMs(sql: Client, workspaceId: string): Promise<number> {
  const { rows } = await sql.query<{ id: string }>(
    'SELECT id FROM contacts WHERE workspace_id = $1 LIMIT 50',
    [workspaceId],
  );
  const ids = rows.map(({ id }) => id);
  const times: number[] = [];
  for (let round = 0; round < 21; round += 1) {
    const started = performance.now();
    await sql.query('SELECT * FROM contacts WHERE workspace_id = $1 AND id = ANY ($2::uuid[])', [
      workspaceId,
      ids,
    ]);
    times.push(performance.now() - started);
  }
  return times.sort((a, b) => a - b)[10] ?? 0;
}
