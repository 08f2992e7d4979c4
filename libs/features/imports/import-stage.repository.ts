import { pipeline } from 'node:stream/promises';
import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { from as copyFrom } from 'pg-copy-streams';
import { stageColumnNames, stageColumns, stagedProfileColumns, type StageColumn } from './staged-row';

/**
 * The scratch table of one run: every usable row of the file, numbered. Unlogged, because a run that dies reads its
 * file again; named by the run, so that a run which lost its import cannot write into the table of the next.
 */
export function stageTable(runId: string): string {
  if (!/^[0-9a-f-]{36}$/.test(runId)) throw new Error('A run id is a UUID.');
  return `contact_import_stage_${runId.replaceAll('-', '')}`;
}

/**
 * The id of the contact that a row may become: that of the run (a UUID of version 7) with the position in its last 32
 * bits, the counter of RFC 9562, section 6.2. Runs never share an id, and this takes no room and a fourteenth of the time
 * of `uuidv7()`. 2^30 is added so that there are always eight digits.
 */
export function contactIdSql(runId: string, position: string): string {
  return `('${runId.slice(0, -8)}' || to_hex(${position} + ${2 ** 30}))::uuid`;
}

/** Fills and tidies the scratch table. */
@Injectable()
export class ImportStageRepository {
  constructor(private readonly database: Database) {}

  /** With its index, which grows at its end only: PostgreSQL has time for it while it waits for the next rows. */
  async create(runId: string): Promise<void> {
    const stage = stageTable(runId);
    const columns = stageColumnNames.map((name) => `${name} ${stageColumns[name]}`).join(', ');
    await this.database.execute(
      `CREATE UNLOGGED TABLE ${stage} (${columns}, id uuid GENERATED ALWAYS AS (${contactIdSql(runId, 'position')}) VIRTUAL)`,
    );
    await this.database.execute(`CREATE INDEX ON ${stage} (position)`);
  }

  async drop(runId: string): Promise<void> {
    await this.database.execute(`DROP TABLE IF EXISTS ${stageTable(runId)}`);
  }

  /** Streams lines in COPY's text format, holding `columns` in this order, into the table; back-pressure reaches the reader of the file. */
  async copy(runId: string, columns: readonly StageColumn[], lines: AsyncIterable<string>): Promise<void> {
    await this.database.session(async (client) => {
      const sink = client.query(copyFrom(`COPY ${stageTable(runId)} (${columns.join(', ')}) FROM STDIN`));
      await pipeline(Readable.from(lines, { objectMode: false, highWaterMark: 1 << 18 }), sink);
    });
  }

  /**
   * Makes one row of each person: the last one, completed by values that only earlier ones have, with all tags and the
   * strictest status. Returns how many rows were merged away; each is noted as a problem, with where it went.
   * Needs a transaction.
   */
  async mergeRepeated(
    runId: string,
    owner: { workspaceId: string; importId: string; fileNames: string[]; problemLimit: number },
  ): Promise<number> {
    const stage = stageTable(runId);
    await this.database.execute(`SET LOCAL work_mem = '64MB'`);
    const repeated = await this.database.execute(
      `CREATE TEMPORARY TABLE repeated_rows ON COMMIT DROP AS
       SELECT s.*, r.last FROM ${stage} s
       JOIN (SELECT email_key, max(position) AS last FROM ${stage} GROUP BY email_key HAVING count(*) > 1) r USING (email_key)`,
    );
    if (repeated === 0) return 0;
    await this.database.execute('CREATE INDEX ON repeated_rows (last)');
    await this.database.execute(mergeSql(stage));
    await this.noteRepeated(owner);
    return this.database.execute(
      `DELETE FROM ${stage} s USING repeated_rows r WHERE s.position = r.position AND r.position <> r.last`,
    );
  }

  /** Takes out people who were erased: an import must not bring them back. Returns how many rows that were. */
  async removeErased(runId: string, workspaceId: string): Promise<number> {
    return this.database.execute(
      `DELETE FROM ${stageTable(runId)} s USING suppressions x
       WHERE x.workspace_id = $1 AND x.reason = 'erased' AND x.address_hash = s.address_hash`,
      [workspaceId],
    );
  }

  /** Statistics for walking through the table in chunks. Unique columns need no large sample. Needs a transaction. */
  async finish(runId: string): Promise<void> {
    await this.database.execute('SET LOCAL default_statistics_target = 10');
    await this.database.execute(`ANALYZE ${stageTable(runId)} (position, email_key, address_hash, status)`);
  }

  /** How many people of the file are what, and whether optional columns hold anything. */
  async summarise(runId: string): Promise<StageSummary> {
    const row = await this.database.queryOne<StageSummary>(
      `SELECT count(*) FILTER (WHERE status = 'subscribed') AS subscribed,
         count(*) FILTER (WHERE status = 'nonsubscribed') AS nonsubscribed,
         count(*) FILTER (WHERE status = 'unsubscribed') AS unsubscribed,
         count(*) FILTER (WHERE status = 'cleaned') AS cleaned,
         count(tags) AS tagged, count(note) AS noted, count(company) AS employed
       FROM ${stageTable(runId)}`,
    );
    if (!row) throw new Error('An aggregate gave no row');
    return row;
  }

  private async noteRepeated(owner: {
    workspaceId: string;
    importId: string;
    fileNames: string[];
    problemLimit: number;
  }): Promise<void> {
    await this.database.execute(
      `INSERT INTO contact_import_errors (import_id, workspace_id, file, line, column_name, value, reason)
       SELECT $2, $1, ($3::text[])[r.file + 1], r.line, '', r.email,
         'duplicate: merged into line ' || l.line || ' of ' || ($3::text[])[l.file + 1]
       FROM repeated_rows r JOIN repeated_rows l ON l.position = r.last
       WHERE r.position <> r.last ORDER BY r.position LIMIT $4
       ON CONFLICT (import_id, file, line, column_name) DO NOTHING`,
      [owner.workspaceId, owner.importId, owner.fileNames, owner.problemLimit],
    );
  }
}

export interface StageSummary {
  subscribed: number;
  nonsubscribed: number;
  unsubscribed: number;
  cleaned: number;
  /** Rows with tags, with a note, with a company. */
  tagged: number;
  noted: number;
  employed: number;
}

const STRICTNESS = `CASE r.status WHEN 'cleaned' THEN 0 WHEN 'unsubscribed' THEN 1 WHEN 'subscribed' THEN 2 ELSE 3 END`;

/** Completes the last row of each person in place. */
function mergeSql(stage: string): string {
  const lastGiven = [
    ...stagedProfileColumns,
    'company',
    'note',
    'opted_in_at',
    'opted_in_ip',
    'confirmed_at',
    'confirmed_ip',
  ];
  const byStrictness = ['status', 'left_at', 'left_reason'];
  const chosen = [
    ...lastGiven.map(
      (column) =>
        `(array_agg(r.${column} ORDER BY r.position DESC) FILTER (WHERE r.${column} IS NOT NULL))[1] AS ${column}`,
    ),
    ...byStrictness.map(
      (column) => `(array_agg(r.${column} ORDER BY ${STRICTNESS}, r.position DESC))[1] AS ${column}`,
    ),
    `(SELECT coalesce(jsonb_object_agg(a.key, a.value ORDER BY e.position), '{}')
      FROM repeated_rows e, jsonb_each(e.attributes) a WHERE e.last = r.last) AS attributes`,
    `(SELECT array_agg(DISTINCT tag) FROM repeated_rows e, unnest(e.tags) tag WHERE e.last = r.last) AS tags`,
  ];
  const columns = [...lastGiven, ...byStrictness, 'attributes', 'tags'];
  return `UPDATE ${stage} s SET ${columns.map((column) => `${column} = m.${column}`).join(', ')}
    FROM (SELECT r.last, ${chosen.join(', ')} FROM repeated_rows r GROUP BY r.last) m WHERE s.position = m.last`;
}
