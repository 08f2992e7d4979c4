import { SettingsError } from '@platform/config';
import { EmbeddedPostgresError } from '@platform/embedded-postgres';
import { DomainError } from '@platform/errors';
import { FolderInUseError } from '@platform/processes';
import { CommandError } from './command-error';

const EXPECTED = [CommandError, SettingsError, EmbeddedPostgresError, FolderInUseError, DomainError];

/** One clear message for what people can put right; the whole stack for what is our fault. */
export function describeError(error: unknown): string {
  if (EXPECTED.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export function reportError(error: unknown): void {
  console.error(`\n${describeError(error)}`);
}
