import { progress } from './report';
import type { Stage } from './stage';

/** Says on standard error which statements took longest since the stage was opened, and starts counting anew. */
export async function tellStatements({ sql }: Stage): Promise<void> {
  const { rows } = await sql.query<{ line: string }>(
    `SELECT format('%8s ms, planning %6s ms %5s x, %7s calls %9s rows %9s blocks  %s', round(total_exec_time + total_plan_time),
       round(total_plan_time), plans, calls, rows,
       shared_blks_hit + shared_blks_read, left(regexp_replace(query, '\\s+', ' ', 'g'), 150)) AS line
     FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'
     ORDER BY total_exec_time + total_plan_time DESC LIMIT 25`,
  );
  for (const { line } of rows) progress(line);
  await sql.query('SELECT pg_stat_statements_reset()');
}
