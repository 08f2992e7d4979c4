export * from './job-contract';
export * from './job-queue';
export * from './job-handler';
export * from './job-workers';
export * from './queue-connection';
export * from './queue.module';
export * from './schedule-keeper';
