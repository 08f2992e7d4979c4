export * from './batch-sender';
export * from './bounce-class';
export * from './deliveries.jobs';
export * from './deliveries.module';
export * from './deliveries.repository';
export * from './delivery';
export * from './delivery-batches.repository';
export * from './delivery-status';
