import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@platform/database';
import { LOGGER, type Logger } from '@platform/logging';
import { shareOf, standingOf, type Standing } from './connection-share';
import { hasEnded, ownIdentity } from './worker-identity';
import { WorkerProcessesRepository } from './worker-processes.repository';

/** Whoever holds connections: told when shares have changed, and asked whether it keeps to them already. */
export interface ConnectionHolder {
  fit(): void;
  fits(): boolean;
}

const TICK_MS = 1_000;
/** Between two signs of life. */
const BEAT_MS = 5_000;
/** A process that could not show a sign of life for so long stops sending, before the others count it as gone. */
const ALONE_MS = 15_000;

/** What a process may have that does not take part: test mails of the API. */
const SHARE_OF_OTHERS = 1;

/**
 * Divides the connections that mail servers allow among the processes that send. Each shows a sign of life every five
 * seconds (a row of `worker_processes`) and is gone after twenty. Nobody asks anybody: each works out its share from the
 * rows. A new process has no share until all others have made room, so the limits hold at every moment.
 */
@Injectable()
export class ConnectionShares {
  private readonly id = randomUUID();
  private holder: ConnectionHolder = { fit: () => undefined, fits: () => true };
  private version: string | null = null;
  private isStopped = false;
  private standing: Standing | null = null;
  private settledSeq = 0;
  private lastBeatAt = 0;
  private timer: NodeJS.Timeout | undefined;
  private beating: Promise<void> | undefined;

  constructor(
    private readonly database: Database,
    private readonly processes: WorkerProcessesRepository,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** One holder per process. */
  watch(holder: ConnectionHolder): void {
    this.holder = holder;
  }

  /** Takes part from now on: for processes that send campaigns. Resolves when the first sign of life is in the database. */
  async start({ version }: { version: string }): Promise<void> {
    this.version = version;
    await this.beat();
    this.timer = setInterval(() => void this.tick(), TICK_MS).unref();
  }

  /** Leaves: the others take over this share at once. The holder must have closed its connections. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    this.isStopped = true;
    if (this.version === null) return;
    await this.beating?.catch(() => undefined);
    this.version = null;
    this.standing = null;
    try {
      await this.processes.remove([this.id], this.id);
    } catch (error) {
      // The others notice by themselves, after a while.
      this.logger.warn({ event: 'worker.heartbeat-failed', err: error });
    }
  }

  /** How many of `limit` connections this process may have, now or at another `performance.now()`. */
  of(limit: number, at = performance.now()): number {
    if (this.isStopped) return 0;
    if (this.version === null) return Math.min(limit, SHARE_OF_OTHERS);
    const isAlone = at - this.lastBeatAt > ALONE_MS;
    return this.standing?.isAdmitted && !isAlone ? shareOf(limit, this.standing) : 0;
  }

  private async tick(): Promise<void> {
    this.holder.fit();
    const isSettled = this.standing?.isAdmitted === true && this.settledSeq >= this.standing.lastSeq;
    const isDue = performance.now() - this.lastBeatAt >= BEAT_MS;
    if (this.beating === undefined && (isDue || !isSettled)) await this.beat();
  }

  private async beat(): Promise<void> {
    this.beating = this.showLife();
    try {
      await this.beating;
    } catch (error) {
      this.logger.warn({ event: 'worker.heartbeat-failed', err: error });
      if (this.timer === undefined) throw error;
    } finally {
      this.beating = undefined;
    }
    this.holder.fit();
  }

  private async showLife(): Promise<void> {
    const startedAt = performance.now();
    // What was made room for before this beat is what the others may count on.
    if (this.standing && this.holder.fits()) this.settledSeq = this.standing.lastSeq;
    const me = { id: this.id, hostName: hostname(), pid: process.pid, identity: ownIdentity() };
    const members = await this.database.transaction(async () => {
      await this.processes.lock();
      const ended = (await this.processes.listLive()).filter(
        (other) => other.id !== this.id && hasEnded(other),
      );
      await this.processes.remove(
        ended.map(({ id }) => id),
        this.id,
      );
      await this.processes.beat({ ...me, version: this.version ?? '' }, this.settledSeq);
      return this.processes.listLive();
    });
    this.standing = standingOf(this.id, members);
    this.lastBeatAt = startedAt;
  }
}
