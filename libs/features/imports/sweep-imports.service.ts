import { Injectable } from '@nestjs/common';
import { JobQueue } from '@platform/queue';
import { ImportFilesService } from './import-files.service';
import { runContactImport } from './imports.jobs';
import { ImportsRepository } from './imports.repository';

const BATCH = 100;

/** Rows decide: finds imports whose job was lost, and files that no import needs any more. */
@Injectable()
export class SweepImportsService {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly files: ImportFilesService,
    private readonly jobs: JobQueue,
  ) {}

  async sweep(): Promise<void> {
    const abandoned = await this.imports.listAbandoned(BATCH);
    await this.jobs.enqueueMany(
      runContactImport,
      abandoned.map(({ workspaceId, id }) => ({ workspaceId, importId: id })),
    );
    for (const { workspaceId, id } of await this.imports.listForgottenFiles(BATCH)) {
      await this.files.discard(workspaceId, id);
    }
  }
}
