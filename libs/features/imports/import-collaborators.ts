import { Injectable } from '@nestjs/common';
import { AuditService } from '@features/accounts';
import { JobQueue } from '@platform/queue';
import { ImportFilesService } from './import-files.service';
import { RunContactImportService } from './run-contact-import.service';

/** What services an import needs beyond its rows. */
@Injectable()
export class ImportCollaborators {
  constructor(
    readonly files: ImportFilesService,
    readonly runner: RunContactImportService,
    readonly jobs: JobQueue,
    readonly audit: AuditService,
  ) {}
}
