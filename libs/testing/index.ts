export { createEmptyDatabase, createTestDatabase, prepareTemplate, type TestDatabase } from './test-database';
export { describeOnRedis, hasRedis, startRedis, type TestRedis } from './test-redis';
export { testSettings } from './test-settings';
