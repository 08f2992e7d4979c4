import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { Client, type ClientConfig, type PoolClient } from 'pg';
import type {
  DataSource,
  EntityManager,
  EntityTarget,
  ObjectLiteral,
  QueryRunner,
  Repository,
} from 'typeorm';
import { DatabaseClock } from './database-clock';
import { workMemFor, type MemoryLimits } from './memory-share';
import { Turns } from './turns';

/** A driver-level session: what COPY and cursors need. Only repositories use it. */
export type DatabaseSession = PoolClient;

/**
 * A statement that each connection plans once and not every time. For the few that run thousands of times a minute, whose best
 * plan does not depend on their values.
 */
export interface PreparedStatement {
  /** Unique in the product; PostgreSQL keeps the plan under it. */
  readonly name: string;
  readonly text: string;
}

interface Transaction {
  queryRunner: QueryRunner;
  afterCommit: (() => unknown)[];
  /** Once it is aborted, no further statement starts. */
  signal?: AbortSignal;
  /** Every statement gets its share of memory. */
  memory?: MemoryLimits;
  /** The share that the session has now. */
  workMem?: string;
}

/** What a question that users compose may cost, and who waits for it. */
export interface ReadLimits extends MemoryLimits {
  /** The workspace of a question that may be large: only some of them run at a time, the others wait for their turn. */
  turnOf?: string;
  /** When it is aborted, the running statement is cancelled in PostgreSQL, and `readOnly` throws the signal's reason. */
  signal?: AbortSignal;
}

interface PostgresDriverLike {
  master: { connect(): Promise<PoolClient>; options: ClientConfig };
}

/**
 * The one door to PostgreSQL. Repositories call `query`, `execute` and `repository`; inside `transaction` they
 * automatically take part in it, because the open transaction travels with the asynchronous context.
 *
 * Rules: only services open transactions; no network call inside one; side effects (jobs, mail) go through
 * `afterCommit`.
 */
export class Database {
  private readonly current = new AsyncLocalStorage<Transaction>();
  private readonly turns: Turns;
  /** The time that all processes go by. */
  readonly clock = new DatabaseClock(() => this.readClock());

  constructor(
    readonly dataSource: DataSource,
    private readonly onAfterCommitError: (error: unknown) => void,
  ) {
    this.turns = new Turns((dataSource.options as { poolSize?: number }).poolSize ?? 10);
  }

  /**
   * Runs `work` in one transaction and returns its result; any error rolls everything back and is rethrown.
   * Inside an open transaction it joins that one.
   */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    if (this.current.getStore()) return work();
    const queryRunner = this.dataSource.createQueryRunner();
    const transaction: Transaction = { queryRunner, afterCommit: [] };
    let result: T;
    try {
      await queryRunner.connect();
      await queryRunner.startTransaction();
      result = await this.current.run(transaction, work);
      await queryRunner.commitTransaction();
    } catch (error) {
      if (queryRunner.isTransactionActive) await queryRunner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await queryRunner.release();
    }
    await this.runAfterCommit(transaction.afterCommit);
    return result;
  }

  /**
   * A read-only transaction whose every statement may take at most `timeoutMs` (PostgreSQL error 57014 after that).
   * For questions that users compose, such as segments.
   */
  async readOnly<T>(timeoutMs: number, work: () => Promise<T>, limits: ReadLimits = {}): Promise<T> {
    const { turnOf, signal } = limits;
    signal?.throwIfAborted();
    const read = () =>
      this.transaction(async () => {
        await this.query('SET TRANSACTION READ ONLY');
        await this.limit(timeoutMs, limits);
        return signal ? this.cancellable(signal, work) : work();
      });
    return turnOf === undefined ? read() : this.inTurn(turnOf, read, signal);
  }

  /** Runs work that may be large when it is the turn of this workspace. Throws `database.busy` after a while. */
  async inTurn<T>(workspaceId: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    // Whoever has a connection already must not wait for those who have none.
    return this.isInTransaction ? work() : this.turns.take(workspaceId, work, signal);
  }

  /**
   * From here to the end of the open transaction, or the next call, no statement takes longer than `timeoutMs` or more memory
   * than its share.
   */
  async limit(timeoutMs: number, memory: MemoryLimits = {}): Promise<void> {
    // Compiling a statement to machine code takes longer than most of these questions.
    const settings = { statement_timeout: String(Math.ceil(timeoutMs)), jit: 'off' };
    await this.query('SELECT set_config(key, value, true) FROM json_each_text($1)', [
      JSON.stringify(settings),
    ]);
    const transaction = this.current.getStore();
    if (transaction) transaction.memory = memory;
  }

  /**
   * Runs `effect` once the surrounding transaction has committed, at once when there is none. A failing effect is
   * logged and never undoes the commit: whatever it was to start is also found from rows by the sweeper.
   */
  async afterCommit(effect: () => unknown): Promise<void> {
    const transaction = this.current.getStore();
    if (transaction) transaction.afterCommit.push(effect);
    else await this.runAfterCommit([effect]);
  }

  /** Rows of one parameterised statement. */
  async query<Row extends object>(
    sql: string | PreparedStatement,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    const statement = await this.statement(sql, parameters);
    return this.session(async (client) => (await client.query<Row>(statement)).rows);
  }

  /** The first row, or null. */
  async queryOne<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row | null> {
    return (await this.query<Row>(sql, parameters))[0] ?? null;
  }

  /** Number of rows that one parameterised statement touched. */
  async execute(sql: string | PreparedStatement, parameters: readonly unknown[] = []): Promise<number> {
    const statement = await this.statement(sql, parameters);
    return this.session(async (client) => (await client.query(statement)).rowCount ?? 0);
  }

  /** TypeORM's repository of an entity, inside the open transaction if there is one. */
  repository<Entity extends ObjectLiteral>(entity: EntityTarget<Entity>): Repository<Entity> {
    return this.manager.getRepository(entity);
  }

  get manager(): EntityManager {
    return this.current.getStore()?.queryRunner.manager ?? this.dataSource.manager;
  }

  /** True when a connection answers within `timeoutMs`. Never throws: for health checks. */
  async isReachable(timeoutMs: number): Promise<boolean> {
    const deadline = new AbortController();
    try {
      return await Promise.race([
        this.query('SELECT 1 AS one').then(() => true),
        setTimeout(timeoutMs, false, { signal: deadline.signal, ref: false }),
      ]);
    } catch {
      return false;
    } finally {
      deadline.abort();
    }
  }

  get isInTransaction(): boolean {
    return this.current.getStore() !== undefined;
  }

  /** Lends the transaction's connection, or a pooled one for the time of `work`. For COPY, cursors and LISTEN-free streaming. */
  async session<T>(work: (client: DatabaseSession) => Promise<T>): Promise<T> {
    const transaction = this.current.getStore();
    transaction?.signal?.throwIfAborted();
    if (transaction) return work((await transaction.queryRunner.connect()) as DatabaseSession);
    const client = await this.pool.connect();
    let failure: Error | undefined;
    const note = (error: Error): void => void (failure = error);
    // A lent connection that breaks tells whoever waits for an answer, and says so to the process too: unheard, that would end it.
    client.on('error', note);
    try {
      return await work(client);
    } catch (error) {
      if (error instanceof Error && !('severity' in error)) failure = error;
      throw error;
    } finally {
      client.off('error', note);
      // A connection that broke (rather than a statement that failed) must not go back to the pool.
      client.release(failure);
    }
  }

  /** To the end of the open transaction, nobody's lock is waited for longer: a connection that waits is lost to everybody else. */
  async limitWaiting(timeoutMs: number): Promise<void> {
    await this.query(`SELECT set_config('lock_timeout', $1, true)`, [String(timeoutMs)]);
  }

  private async statement(
    sql: string | PreparedStatement,
    parameters: readonly unknown[],
  ): Promise<{ text: string; values: unknown[]; name?: string }> {
    const statement = typeof sql === 'string' ? { text: sql } : sql;
    await this.grantMemory(statement.text);
    return { ...statement, values: [...parameters] };
  }

  private async grantMemory(sql: string): Promise<void> {
    const transaction = this.current.getStore();
    if (!transaction?.memory) return;
    const workMem = workMemFor(sql, transaction.memory);
    if (workMem === transaction.workMem) return;
    await this.session((client) => client.query(`SELECT set_config('work_mem', $1, true)`, [workMem]));
    transaction.workMem = workMem;
  }

  /** Waits for a cancellation under way, so that it never hits the next user of the connection. */
  private async cancellable<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const transaction = this.current.getStore();
    const backend = await this.queryOne<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    let cancelling: Promise<void> | undefined;
    const cancel = (): void => {
      cancelling = this.cancelBackend(backend?.pid ?? 0);
    };
    if (transaction) transaction.signal = signal;
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await work();
    } catch (error) {
      throw signal.aborted ? signal.reason : error;
    } finally {
      signal.removeEventListener('abort', cancel);
      await cancelling;
      if (transaction) delete transaction.signal;
    }
  }

  /** Over a connection of its own: the pool may be empty because of the very statements that are to be cancelled. */
  private async cancelBackend(pid: number): Promise<void> {
    const client = new Client(this.pool.options);
    try {
      await client.connect();
      await client.query('SELECT pg_cancel_backend($1)', [pid]);
    } catch {
      // The statement's time limit ends it.
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async readClock(): Promise<Date> {
    const [row] = (await this.query<{ now: Date }>('SELECT clock_timestamp() AS now')) as [{ now: Date }];
    return row.now;
  }

  private get pool(): PostgresDriverLike['master'] {
    return (this.dataSource.driver as unknown as PostgresDriverLike).master;
  }

  private async runAfterCommit(effects: (() => unknown)[]): Promise<void> {
    for (const effect of effects) {
      try {
        // Outside the finished transaction: what the effect queries must not use its released connection.
        await this.current.exit(async () => effect());
      } catch (error) {
        this.onAfterCommitError(error);
      }
    }
  }
}
