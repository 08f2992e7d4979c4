import { DomainError } from '@platform/errors';
import { withLogContext, type Logger } from '@platform/logging';
import { UnrecoverableError, type Job, type Worker } from 'bullmq';
import { definedJobs, type JobContract, type QueueName } from './job-contract';
import { handledContract, type JobHandler } from './job-handler';
import { MalformedPayloadError, parsePayload } from './job-payload';
import type { QueueConnection } from './queue-connection';

export interface JobWorkersOptions {
  /** Jobs of one queue that run at the same time in this process. */
  concurrency: Partial<Record<QueueName, number>> & { default: number };
}

interface Registration {
  contract: JobContract<object>;
  handler: JobHandler<object>;
}

/** Runs the handlers: one BullMQ worker per queue, checked at boot so that no job lacks its handler or has two. */
export class JobWorkers {
  private readonly workers: Worker[] = [];
  private readonly stopping = new AbortController();

  constructor(
    private readonly connection: QueueConnection,
    private readonly logger: Logger,
    private readonly options: JobWorkersOptions,
  ) {}

  /** Starts consuming. Throws when a defined contract has no handler, or a handler repeats another's contract. */
  async start(handlers: JobHandler<object>[]): Promise<void> {
    const registrations = register(handlers);
    const queues = new Map<QueueName, Map<string, Registration>>();
    for (const registration of registrations) {
      const { queue, name } = registration.contract;
      queues.set(queue, (queues.get(queue) ?? new Map<string, Registration>()).set(name, registration));
    }
    for (const [queue, byName] of queues) {
      const concurrency = this.options.concurrency[queue] ?? this.options.concurrency.default;
      const worker = this.connection.worker(queue, (job) => this.run(job, byName.get(job.name)), {
        concurrency,
      });
      worker.on('error', (error) => this.logger.warn({ event: 'queue.worker-error', queue, err: error }));
      // Nobody's handler: the processes that had it died. Its rows are found by the sweep.
      worker.on('failed', (job, error) => {
        if (/stalled/.test(error.message))
          this.logger.warn({ event: 'job.stalled', jobId: job?.id, job: job?.name });
      });
      this.workers.push(worker);
    }
    await Promise.all(this.workers.map((worker) => worker.waitUntilReady()));
  }

  /** Stops taking jobs, lets those in hand finish (their `signal` is aborted), closes connections. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.workers.map((worker) => worker.close()));
  }

  private async run(job: Job, registration: Registration | undefined): Promise<void> {
    const jobId = job.id ?? '';
    await withLogContext({ jobId, job: job.name }, async () => {
      const started = performance.now();
      try {
        if (!registration) throw new MalformedPayloadError(`No handler knows the job ${job.name}.`);
        const payload = parsePayload(registration.contract, job.data);
        const attempt = job.attemptsMade + 1;
        await registration.handler.handle(payload, { jobId, attempt, signal: this.stopping.signal });
        this.logger.debug({ event: 'job.done', ms: Math.round(performance.now() - started) });
      } catch (error) {
        const permanent = isPermanent(error);
        this.logger.error({ event: 'job.failed', permanent, attempt: job.attemptsMade + 1, err: error });
        throw permanent ? new UnrecoverableError((error as Error).message) : error;
      }
    });
  }
}

function isPermanent(error: unknown): boolean {
  if (error instanceof MalformedPayloadError) return true;
  return error instanceof DomainError && !['unavailable', 'rate-limited', 'conflict'].includes(error.kind);
}

function register(handlers: JobHandler<object>[]): Registration[] {
  const byName = new Map<string, Registration>();
  for (const handler of handlers) {
    const contract = handledContract(handler.constructor);
    if (!contract) throw new Error(`${handler.constructor.name} lacks @Handles(contract).`);
    if (byName.has(contract.name)) throw new Error(`The job ${contract.name} has two handlers.`);
    byName.set(contract.name, { contract, handler });
  }
  const missing = definedJobs().filter((contract) => !byName.has(contract.name));
  if (missing.length > 0)
    throw new Error(`No handler for: ${missing.map((contract) => contract.name).join(', ')}.`);
  return [...byName.values()];
}
