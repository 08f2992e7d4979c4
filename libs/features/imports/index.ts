export { checkOptions } from './check-options';
export * from './contact-import';
export { ContactImportsService } from './contact-imports.service';
export { MAX_UPLOAD_BYTES } from './import-files.service';
export { unreadableFile } from './imports.errors';
export * from './imports.jobs';
export { ImportsModule } from './imports.module';
export { RunContactImportService } from './run-contact-import.service';
export { SweepImportsService } from './sweep-imports.service';
