export * from './batcher';
export * from './database';
export * from './database.module';
export * from './migrate';
export * from './violations';
