import {
  createPostgresBackend,
  Queue,
  Worker,
  type Processor,
  type QueueOptions,
  type WorkerOptions,
} from 'bullmq';

export interface QueueConnectionOptions {
  /** PostgreSQL carries the jobs unless `redisUrl` is set. */
  databaseUrl: string;
  redisUrl?: string;
  /** Namespace of the keys on Redis, so that several installations can share a server. Default `tidings`. */
  redisPrefix?: string;
}

/** Where BullMQ's own tables live (created by our migrate command). */
const SCHEMA = 'bullmq';

/** Short queries only: BullMQ adds one LISTEN connection per worker beside these. */
const POOL_SIZE = 3;

/** Builds BullMQ queues and workers on the backend that the settings choose. The only place that knows which it is. */
export class QueueConnection {
  readonly backend: 'postgres' | 'redis';

  constructor(private readonly options: QueueConnectionOptions) {
    this.backend = options.redisUrl ? 'redis' : 'postgres';
  }

  queue(name: string): Queue {
    const queue =
      this.backend === 'redis'
        ? new Queue(name, this.redisOptions({ enableOfflineQueue: false }) as QueueOptions)
        : new Queue(name, { connection: this.postgres() }, createPostgresBackend);
    return queue as unknown as Queue;
  }

  worker(name: string, processor: Processor, options: Omit<WorkerOptions, 'connection'>): Worker {
    if (this.backend === 'redis') {
      const redis = this.redisOptions({ maxRetriesPerRequest: null }) as WorkerOptions;
      return new Worker(name, processor, { ...options, ...redis });
    }
    const postgres = { ...options, connection: this.postgres() };
    // Same class on another backend; only its type parameter differs.
    return new Worker(name, processor, postgres, createPostgresBackend) as unknown as Worker;
  }

  private redisOptions(extra: object): object {
    return {
      connection: { url: this.options.redisUrl, ...extra },
      prefix: this.options.redisPrefix ?? 'tidings',
    };
  }

  private postgres(): { connectionString: string; schema: string; max: number } {
    return { connectionString: this.options.databaseUrl, schema: SCHEMA, max: POOL_SIZE };
  }
}
