export { EmbeddedPostgresError } from './embedded-postgres-error';
export { findRunningPostgres } from './running-postgres';
export { startPostgres, type RunningPostgres, type StartPostgresOptions } from './start-postgres';
