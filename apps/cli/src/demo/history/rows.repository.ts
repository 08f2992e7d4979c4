import type { Database } from '@platform/database';

/** Rows per statement. */
const CHUNK = 2_000;

/** Writes rows whose keys are the columns; `workspace_id` is added to each. Columns that are not named get their defaults. */
export async function insertRows(
  database: Database,
  workspaceId: string,
  { table, rows }: { table: string; rows: readonly object[] },
): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = ['workspace_id', ...Object.keys(first)].join(', ');
  for (let from = 0; from < rows.length; from += CHUNK) {
    const chunk = rows.slice(from, from + CHUNK).map((row) => ({ workspace_id: workspaceId, ...row }));
    await database.execute(
      `INSERT INTO ${table} (${columns}) SELECT ${columns} FROM jsonb_populate_recordset(NULL::${table}, $1::jsonb)`,
      [JSON.stringify(chunk)],
    );
  }
}
