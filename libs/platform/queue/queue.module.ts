import { Global, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';
import { JobQueue } from './job-queue';
import { QueueConnection, type QueueConnectionOptions } from './queue-connection';

class QueueShutdown implements OnApplicationShutdown {
  constructor(private readonly queue: JobQueue) {}

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}

/** Lets a process enqueue. Only the worker also consumes, through `JobWorkers`. */
@Global()
@Module({})
export class QueueModule {
  static forRoot(options: QueueConnectionOptions): DynamicModule {
    const connection = new QueueConnection(options);
    const queue = new JobQueue(connection);
    return {
      module: QueueModule,
      providers: [
        { provide: QueueConnection, useValue: connection },
        { provide: JobQueue, useValue: queue },
        { provide: QueueShutdown, useValue: new QueueShutdown(queue) },
      ],
      exports: [QueueConnection, JobQueue],
    };
  }
}
