import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { slotsOfSendingQueue } from '@features/deliveries';
import { WorkHealthService, WorkMetrics } from '@features/operations';
import { ConnectionShares } from '@features/smtp-servers';
import { Database } from '@platform/database';
import { Metrics } from '@platform/metrics';
import { NestLogger } from '@platform/logging';
import { JobQueue, JobWorkers, QueueConnection, ScheduleKeeper, type JobHandler } from '@platform/queue';
import { handlers } from './handlers';
import { schedules } from './schedules';
import { startHealthServer, type Vitals } from './health-server';
import { VERSION } from './version';
import { WorkerModule, type WorkerOptions } from './worker.module';

export interface RunningWorker {
  /** Stops taking jobs, finishes what is in hand, closes every connection. Safe to call twice. */
  stop(): Promise<void>;
}

/** How long a database may take to answer before the worker calls itself unhealthy. */
const HEALTH_TIMEOUT_MS = 2_000;

/** Starts a worker in this process: the same for `main` and for tests. */
export async function runWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { settings, logger } = options;
  const app = await NestFactory.createApplicationContext(WorkerModule.forOptions(options), {
    logger: new NestLogger(logger),
    abortOnError: false,
  });
  const { concurrency } = settings.worker;
  const sending = slotsOfSendingQueue(concurrency);
  const workers = new JobWorkers(app.get(QueueConnection), logger, {
    concurrency: { default: concurrency, messages: sending, sequences: sending, sending },
  });
  app.get(WorkMetrics).register();
  const health = await startHealthServer(settings.worker.healthPort, settings.http.host, vitalsOf(app));
  // Before the first job: without it this process would have no share of the connections to mail servers.
  await app.get(ConnectionShares, { strict: false }).start({ version: VERSION });
  await workers.start(handlers.map((handler) => app.get<JobHandler<object>>(handler)));
  const keeper = new ScheduleKeeper(app.get(JobQueue), schedules, logger);
  await keeper.start();
  logger.info({ event: 'worker.started', queue: app.get(QueueConnection).backend });

  let stopped: Promise<void> | undefined;
  return {
    stop: () =>
      (stopped ??= (async () => {
        await keeper.stop();
        await workers.stop();
        health.close();
        await app.close();
      })()),
  };
}

function vitalsOf(app: INestApplicationContext): Vitals {
  const metrics = app.get(Metrics);
  return {
    async check() {
      if (!(await app.get(Database).isReachable(HEALTH_TIMEOUT_MS))) {
        return { status: 'unavailable', problems: ['The database does not answer.'] };
      }
      const { isStuck, problems } = await app.get(WorkHealthService).check();
      return { status: isStuck ? 'stuck' : 'ok', problems };
    },
    metrics: async () => ({ contentType: metrics.contentType, text: await metrics.read() }),
  };
}
