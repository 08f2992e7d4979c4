/** Whether this process can do its work. */
export class HealthView {
  /**
   * `ok`, or `unavailable` (with status 503) when the database does not answer.
   * @example ok
   */
  status!: 'ok' | 'unavailable';

  /** Version of Tidings. */
  version!: string;

  /** Seconds since the process started. */
  uptimeSeconds!: number;

  /** State of the database connection. */
  database!: 'ok' | 'unavailable';

  /**
   * `ok`, or `stuck` when work has been due for minutes and no worker takes it; `unknown` without a database.
   * @example ok
   */
  work!: 'ok' | 'stuck' | 'unknown';

  /** What is stuck, one sentence each; empty when nothing is. Names no campaign and no person. */
  problems!: string[];
}
