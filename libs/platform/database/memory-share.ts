/** What the sorts and hashes of one statement may take together, in megabytes. */
export const STATEMENT_MEMORY_MB = 512;
const MOST_MB = 64;
/** The least that PostgreSQL accepts. */
const LEAST_KB = 64;

export interface MemoryLimits {
  /** For the statement as a whole. Default: `STATEMENT_MEMORY_MB`. */
  statementMemoryMb?: number;
  /** For one sort or hash. Default: 64 MB. */
  workMemMb?: number;
}

/**
 * `work_mem` for a statement. PostgreSQL grants it to every sort and hash apart, and a tree of rules has one for each rule about
 * events: what is enough for a statement with three is the end of a server with five hundred. Values are always bound, so that
 * counting words counts subqueries.
 */
export function workMemFor(sql: string, { statementMemoryMb, workMemMb }: MemoryLimits): string {
  const parts = Math.max(1, sql.split('SELECT').length - 1);
  const share = ((statementMemoryMb ?? STATEMENT_MEMORY_MB) * 1024) / parts;
  return `${Math.max(LEAST_KB, Math.floor(Math.min((workMemMb ?? MOST_MB) * 1024, share)))}kB`;
}
