export { createEmptyDatabase, createTestDatabase, prepareTemplate, type TestDatabase } from './test-database';
export { zone, type Zone } from './dns-zone';
export { startTestDns, type DnsRecords, type TestDns } from './test-dns';
export { describeOnRedis, hasRedis, startRedis, type TestRedis } from './test-redis';
export { testSettings } from './test-settings';
