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
}
