import { IsInt, IsString } from 'class-validator';
import { pino } from 'pino';
import { DomainError } from '@platform/errors';
import {
  defineJob,
  Handles,
  JobQueue,
  JobWorkers,
  QueueConnection,
  type JobContext,
  ScheduleKeeper,
  type JobHandler,
} from '@platform/queue';
import { createTestDatabase, describeOnRedis, startRedis, type TestDatabase, type TestRedis } from '@testing';

class NumberedWork {
  @IsInt()
  number: number;
  @IsString()
  label: string;
}

const numbered = defineJob({
  queue: 'events',
  name: 'sample.do-numbered',
  version: 2,
  payload: NumberedWork,
  id: (work: NumberedWork) => `sample-${work.number}`,
  attempts: 3,
  backoffMs: 10,
});

class Nothing {}

const ticking = defineJob({
  queue: 'maintenance',
  name: 'sample.tick',
  version: 1,
  payload: Nothing,
  attempts: 1,
  backoffMs: 10,
});

type Run = { payload: NumberedWork; context: JobContext };

@Handles(numbered)
class NumberedHandler implements JobHandler<NumberedWork> {
  readonly runs: Run[] = [];
  private waiting: (() => void)[] = [];
  behaviour: (run: Run) => Promise<void> | void = () => undefined;

  async handle(payload: NumberedWork, context: JobContext): Promise<void> {
    const run = { payload, context };
    this.runs.push(run);
    for (const wake of this.waiting.splice(0)) wake();
    await this.behaviour(run);
  }

  async until(count: number): Promise<void> {
    while (this.runs.length < count) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }
}

@Handles(ticking)
class TickHandler implements JobHandler<Nothing> {
  private waiting: (() => void)[] = [];

  async handle(): Promise<void> {
    for (const wake of this.waiting.splice(0)) wake();
  }

  next(): Promise<void> {
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

/** The one suite; every promise of the queue library holds on both backends. */
function jobsOn(backend: 'postgres' | 'redis'): void {
  let database: TestDatabase;
  let redis: TestRedis | null = null;
  let connection: QueueConnection;
  let queue: JobQueue;
  let workers: JobWorkers;
  let handler: NumberedHandler;
  let tick: TickHandler;

  beforeEach(async () => {
    database = await createTestDatabase();
    if (backend === 'redis') redis = await startRedis();
    connection = new QueueConnection({
      databaseUrl: database.url,
      ...(backend === 'redis' ? { redisUrl: redis?.url ?? 'redis is missing' } : {}),
    });
    queue = new JobQueue(connection);
    handler = new NumberedHandler();
    tick = new TickHandler();
    workers = new JobWorkers(connection, pino({ level: 'silent' }), { concurrency: { default: 1 } });
  });

  afterEach(async () => {
    await workers.stop();
    await queue.close();
    await redis?.stop();
    await database.drop();
  });

  const start = (): Promise<void> => workers.start([handler, tick]);

  it('runs the backend it says it runs on', () => {
    expect(connection.backend).toBe(backend);
  });

  it('hands a validated payload without its version to the handler', async () => {
    await start();
    await queue.enqueue(numbered, { number: 1, label: 'one' });
    await handler.until(1);
    expect(handler.runs[0]?.payload).toEqual({ number: 1, label: 'one' });
    expect(handler.runs[0]?.context).toMatchObject({ jobId: 'sample-1', attempt: 1 });
  });

  it('queues the same work once while it waits, and again after it was done', async () => {
    await queue.enqueueMany(numbered, [
      { number: 1, label: 'one' },
      { number: 1, label: 'one again' },
      { number: 2, label: 'two' },
    ]);
    await start();
    await handler.until(2);
    expect(handler.runs.map((run) => run.payload.label)).toEqual(['one', 'two']);
    await workers.stop();
    await queue.enqueue(numbered, { number: 1, label: 'later' });
    workers = new JobWorkers(connection, pino({ level: 'silent' }), { concurrency: { default: 1 } });
    await start();
    await handler.until(3);
    expect(handler.runs[2]?.payload.label).toBe('later');
  });

  it('tries again after a transient error', async () => {
    handler.behaviour = ({ context }) => {
      if (context.attempt < 3) throw new Error('the network blinked');
    };
    await start();
    await queue.enqueue(numbered, { number: 1, label: 'one' });
    await handler.until(3);
    expect(handler.runs.map((run) => run.context.attempt)).toEqual([1, 2, 3]);
  });

  it('does not try again after a permanent error', async () => {
    handler.behaviour = ({ payload }) => {
      if (payload.number === 1) throw new DomainError({ code: 'x.gone', kind: 'not-found', message: 'gone' });
    };
    await start();
    await queue.enqueue(numbered, { number: 1, label: 'fails' });
    await queue.enqueue(numbered, { number: 2, label: 'follows' });
    await handler.until(2);
    expect(handler.runs.map((run) => run.payload.number)).toEqual([1, 2]);
    expect(await queue.counts('events')).toMatchObject({ failed: 0, delayed: 0 });
  });

  it('takes work again that failed for good: what rows derive must never be blocked', async () => {
    await start();
    handler.behaviour = () => {
      throw new DomainError({ code: 'sample.broken', kind: 'invalid', message: 'broken' });
    };
    await queue.enqueue(numbered, { number: 7, label: 'fails' });
    await handler.until(1);
    handler.behaviour = () => undefined;
    while (handler.runs.length < 2) await queue.enqueue(numbered, { number: 7, label: 'goes' });
    expect(handler.runs[1]?.payload.label).toBe('goes');
  });

  it('refuses a payload that does not fit its contract before it reaches the queue', async () => {
    const wrong = { number: 'one', label: 'x' } as unknown as NumberedWork;
    await expect(queue.enqueue(numbered, wrong)).rejects.toThrow(/number must be an integer/);
    const extra = { number: 1, label: 'x', secret: 'y' } as NumberedWork;
    await expect(queue.enqueue(numbered, extra)).rejects.toThrow(/secret should not exist/);
    expect(await queue.counts('events')).toMatchObject({ waiting: 0 });
  });

  it('makes the schedules exactly those of the table', async () => {
    await queue.applySchedules([{ contract: ticking, payload: {}, everyMs: 50 }]);
    await start();
    await tick.next();
    await queue.applySchedules([]);
    expect((await queue.counts('maintenance')).delayed).toBe(0);
  });

  it('leaves no schedule behind in the queue that a job has moved away from', async () => {
    const before = { ...ticking, queue: 'events' as const };
    await queue.applySchedules([{ contract: before, payload: {}, everyMs: 3_600_000 }]);
    await queue.applySchedules([{ contract: ticking, payload: {}, everyMs: 3_600_000 }]);
    // Nothing is lost where the job is now; where it was, nothing is left.
    expect(await queue.restoreSchedules([{ contract: ticking, payload: {}, everyMs: 3_600_000 }])).toEqual(
      [],
    );
    const old = [{ contract: before, payload: {}, everyMs: 3_600_000 }];
    expect(await queue.restoreSchedules(old)).toEqual(['sample.tick']);
    await queue.applySchedules([]);
  });

  it('brings back schedules that the queue lost, and leaves the others their time', async () => {
    const schedules = [{ contract: ticking, payload: {}, everyMs: 3_600_000 }];
    await queue.applySchedules(schedules);
    expect(await queue.restoreSchedules(schedules)).toEqual([]);
    await queue.applySchedules([]);
    expect(await queue.restoreSchedules(schedules)).toEqual(['sample.tick']);
    expect(await queue.restoreSchedules(schedules)).toEqual([]);
  });

  it('takes a schedule for lost that a machine whose clock is ahead has put off too far', async () => {
    const schedules = [{ contract: ticking, payload: {}, everyMs: 2_000 }];
    const now = Date.now();
    const ahead = jest.spyOn(Date, 'now').mockImplementation(() => now + 300_000);
    await queue.applySchedules(schedules);
    ahead.mockRestore();
    expect(await queue.restoreSchedules(schedules)).toEqual(['sample.tick']);
    expect(await queue.restoreSchedules(schedules)).toEqual([]);
    await queue.applySchedules([]);
  });

  it('finishes the job in hand when it stops, and tells it to hurry', async () => {
    let aborted = false;
    handler.behaviour = ({ context }) =>
      new Promise((resolve) =>
        context.signal.addEventListener('abort', () => {
          aborted = true;
          resolve();
        }),
      );
    await start();
    await queue.enqueue(numbered, { number: 1, label: 'long' });
    await handler.until(1);
    await workers.stop();
    expect(aborted).toBe(true);
    expect(await queue.counts('events')).toMatchObject({ active: 0, waiting: 0, failed: 0 });
  });

  it('does not start while a job lacks its handler or has two', async () => {
    await expect(workers.start([handler])).rejects.toThrow('No handler for: sample.tick');
    await expect(workers.start([handler, tick, new TickHandler()])).rejects.toThrow(
      'sample.tick has two handlers',
    );
  });
}

describeOnRedis('a redis that restarts without its data', () => {
  it('is given the schedules again, and they go on', async () => {
    let redis = await startRedis();
    const connection = new QueueConnection({ databaseUrl: 'not used', redisUrl: redis.url });
    const queue = new JobQueue(connection);
    const tick = new TickHandler();
    const silent = pino({ level: 'silent' });
    const workers = new JobWorkers(connection, silent, { concurrency: { default: 1 } });
    const keeper = new ScheduleKeeper(queue, [{ contract: ticking, payload: {}, everyMs: 50 }], silent);
    await workers.start([new NumberedHandler(), tick]);
    await keeper.start(100);
    await tick.next();
    await redis.stop();
    redis = await startRedis(redis.port);
    await tick.next();
    await keeper.stop();
    await workers.stop();
    await queue.close();
    await redis.stop();
  });
});

describe('jobs on postgres', () => jobsOn('postgres'));
describeOnRedis('jobs on redis', () => jobsOn('redis'));
