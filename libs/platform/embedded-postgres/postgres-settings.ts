/** Values of postgresql.conf, by name. */
export type PostgresSettings = Record<string, string | number>;

/** Fits a small machine: no replication, so the write-ahead log stays small; times in UTC; no socket files. */
const BASE: PostgresSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '128MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: 1.1,
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
};

/** For data that nobody misses after a crash. */
const FAST: PostgresSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Command line of `postgres`; `own` settings win over ours. Pure. */
export function postgresArguments(input: {
  dataDir: string;
  port: number;
  fast: boolean;
  own: PostgresSettings;
}): string[] {
  const settings = { ...BASE, ...(input.fast ? FAST : {}), ...input.own, port: input.port };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', input.dataDir, ...flags];
}
