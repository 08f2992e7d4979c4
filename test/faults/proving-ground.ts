import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { migrateDatabase } from '@platform/database';
import { startPostgres, type RunningPostgres } from '@platform/embedded-postgres';
import { freePort } from '@platform/processes';
import { startRedis, type TestRedis } from '@testing';
import { BUILT_WORKER, startWorkerProcess, type WorkerProcess } from '../support/worker-process';
import { startRecordingSink, type RecordingSink } from './recording-sink';

/** How wrong the clock of each worker is: one is ahead, one behind. */
const CLOCK_SHIFTS_MS = [3 * 60_000, -2 * 60_000];
const WORKERS = CLOCK_SHIFTS_MS.length;
const PROGRAM = ['-r', join(__dirname, '../support/shift-clock.cjs'), ...BUILT_WORKER];

interface Parts {
  folder: string;
  postgres: RunningPostgres;
  redis: TestRedis | null;
  sink: RecordingSink;
  sql: Pool;
}

/**
 * Everything that takes part, each of it able to fail: a PostgreSQL with production durability, a queue (on it, or on a
 * Redis that keeps nothing), two worker processes, a mail server that records.
 */
export class ProvingGround {
  /** Messages that were on their way when something was killed: the most that may be unknown. */
  inFlight = 0;
  kills = 0;
  private readonly workers: (WorkerProcess | null)[] = new Array<WorkerProcess | null>(WORKERS).fill(null);

  private readonly folder: string;
  private postgres: RunningPostgres;
  private redis: TestRedis | null;
  readonly sink: RecordingSink;
  readonly sql: Pool;

  private constructor(parts: Parts) {
    this.folder = parts.folder;
    this.postgres = parts.postgres;
    this.redis = parts.redis;
    this.sink = parts.sink;
    this.sql = parts.sql;
  }

  static async open(queue: 'postgres' | 'redis'): Promise<ProvingGround> {
    const folder = mkdtempSync(join(tmpdir(), 'tidings-faults-'));
    const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), port: await freePort() });
    await migrateDatabase({ url: postgres.url });
    const sql = new Pool({ connectionString: postgres.url, max: 3 });
    // A restarted server breaks idle connections; the next query gets a new one.
    sql.on('error', () => undefined);
    const redis = queue === 'redis' ? await startRedis(await freePort()) : null;
    return new ProvingGround({ folder, postgres, redis, sql, sink: await startRecordingSink() });
  }

  get url(): string {
    return this.postgres.url;
  }

  async startWorkers(): Promise<void> {
    await Promise.all(this.workers.map((_, index) => this.startWorker(index)));
  }

  /** SIGKILL, and after a moment a new process in its place. */
  async killWorker(index: number, pauseMs: number): Promise<void> {
    const worker = this.workers[index];
    if (!worker) return;
    this.workers[index] = null;
    await worker.kill();
    this.kills += 1;
    this.inFlight += await this.handedOver();
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    await this.startWorker(index);
  }

  /** The server goes away in the middle of everything and comes back with what was committed. */
  async restartPostgres(): Promise<void> {
    const before = await this.handedOver();
    await this.postgres.stop();
    this.postgres = await startPostgres({
      dataDir: join(this.folder, 'postgres'),
      port: this.postgres.port,
    });
    // Workers went on handing over between the count and the end.
    this.inFlight += Math.max(before, await this.handedOver());
    this.kills += 1;
  }

  /** With all its data lost: the queue is only a hint. */
  async restartRedis(): Promise<void> {
    if (!this.redis) return;
    const { port } = this.redis;
    await this.redis.stop();
    this.redis = await startRedis(port);
    this.kills += 1;
  }

  async close(): Promise<void> {
    for (const worker of this.workers) await worker?.kill();
    await this.sql.end();
    await this.sink.stop();
    await this.redis?.stop();
    await this.postgres.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async startWorker(index: number): Promise<void> {
    const env = {
      DATABASE_URL: this.postgres.url,
      SMTP_URL: this.sink.url,
      TIDINGS_DATA_DIR: join(this.folder, `worker-${index}`),
      CLOCK_SHIFT_MS: String(CLOCK_SHIFTS_MS[index]),
      ...(this.redis ? { REDIS_URL: this.redis.url } : {}),
    };
    // Somebody else may take the free port before the worker does.
    this.workers[index] = await startWorkerProcess(env, PROGRAM).catch(() =>
      startWorkerProcess(env, PROGRAM),
    );
  }

  private async handedOver(): Promise<number> {
    const { rows } = await this.sql.query<{ count: string }>(
      `SELECT count(*) FROM deliveries WHERE status = 'handed_over'`,
    );
    return Number(rows[0]?.count);
  }
}
