import { IsUUID } from 'class-validator';
import { defineJob } from '@platform/queue';

export class RunContactImportPayload {
  @IsUUID()
  workspaceId!: string;

  @IsUUID()
  importId!: string;
}

/** Reads and writes one import; a repeated run continues after the last committed chunk. */
export const runContactImport = defineJob({
  queue: 'imports',
  name: 'contact-import.run',
  version: 1,
  payload: RunContactImportPayload,
  id: ({ importId }) => `contact-import-${importId}`,
  attempts: 5,
  backoffMs: 5_000,
});

export class SweepContactImportsPayload {}

/** Finds imports that nobody works on, and files that nobody needs any more. Every minute. */
export const sweepContactImports = defineJob({
  queue: 'maintenance',
  name: 'contact-import.sweep',
  version: 1,
  payload: SweepContactImportsPayload,
  attempts: 1,
  backoffMs: 1_000,
});
