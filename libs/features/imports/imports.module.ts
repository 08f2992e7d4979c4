import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ContactsModule } from '@features/contacts';
import { StorageModule } from '@platform/storage';
import { ContactImportsService } from './contact-imports.service';
import { ImportCollaborators } from './import-collaborators';
import { ImportContactsAccess } from './import-contacts-access';
import { ImportFilesService } from './import-files.service';
import { ImportMergeRepository } from './import-merge.repository';
import { ImportStageRepository } from './import-stage.repository';
import { ImportsRepository } from './imports.repository';
import { ReadImportService } from './read-import.service';
import { RunContactImportService } from './run-contact-import.service';
import { SweepImportsService } from './sweep-imports.service';

/** Contact imports. The process must also import QueueModule, which is global. */
@Module({
  imports: [AccountsModule, ContactsModule, StorageModule],
  providers: [
    ContactImportsService,
    ImportCollaborators,
    ImportContactsAccess,
    ImportFilesService,
    ImportMergeRepository,
    ImportStageRepository,
    ImportsRepository,
    ReadImportService,
    RunContactImportService,
    SweepImportsService,
  ],
  exports: [ContactImportsService, RunContactImportService, SweepImportsService],
})
export class ImportsModule {}
