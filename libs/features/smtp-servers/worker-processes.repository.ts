import { Injectable } from '@nestjs/common';
import { Database } from '@platform/database';

/** A process that sends, as it introduces itself. */
export interface WorkerProcess {
  id: string;
  hostName: string;
  pid: number;
  /** Names the process for others of the same machine; see worker-identity.ts. */
  identity: string;
  version: string;
  startedAt: Date;
}

export interface LiveWorker extends WorkerProcess {
  seq: number;
  settledSeq: number;
  seenAt: Date;
}

/** Seconds of silence after which a process counts as gone. */
export const GONE_AFTER_SECONDS = 20;

/** Serialises joining: two that join at the same moment must see each other. */
const LOCK = `SELECT pg_advisory_xact_lock(hashtextextended('worker_processes', 0))`;

/** Removes the dead, and those of the ids in $1. */
const REMOVE = `
  DELETE FROM worker_processes WHERE id = ANY ($1::uuid[])
    OR (id <> $2 AND seen_at < now() - make_interval(secs => ${GONE_AFTER_SECONDS}))`;

const BEAT = `
  INSERT INTO worker_processes (id, host_name, pid, identity, version, settled_seq, started_at)
  VALUES ($1, $2, $3, $4, $5, $6, now())
  ON CONFLICT (id) DO UPDATE SET seen_at = now(), settled_seq = greatest(worker_processes.settled_seq, EXCLUDED.settled_seq)`;

const LIST = `
  SELECT id, seq, settled_seq AS "settledSeq", host_name AS "hostName", pid, identity, version,
    started_at AS "startedAt", seen_at AS "seenAt"
  FROM worker_processes WHERE seen_at >= now() - make_interval(secs => ${GONE_AFTER_SECONDS}) ORDER BY seq`;

/** SQL on `worker_processes`: the processes that send, of all workspaces. Times are the database's. */
@Injectable()
export class WorkerProcessesRepository {
  constructor(private readonly database: Database) {}

  /** To be called in the transaction of a heartbeat, before anything else. */
  async lock(): Promise<void> {
    await this.database.query(LOCK);
  }

  async remove(ids: readonly string[], ownId: string): Promise<void> {
    await this.database.execute(REMOVE, [ids, ownId]);
  }

  /** Shows that this process lives, and joins it when the others do not know it (any more). */
  async beat(process: Omit<WorkerProcess, 'startedAt'>, settledSeq: number): Promise<void> {
    const { id, hostName, pid, identity, version } = process;
    await this.database.execute(BEAT, [id, hostName, pid, identity, version, settledSeq]);
  }

  /** Those that were seen lately, in the order of joining. */
  async listLive(): Promise<LiveWorker[]> {
    return this.database.query<LiveWorker>(LIST);
  }
}
