import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { ContactFieldsRepository } from '@features/contacts';
import { FileStorage, type StoredFile } from '@platform/storage';
import type { ImportFormat, ImportOptions, ImportPlan } from './contact-import';
import { withImportFiles, type SourceFile } from './import-files';
import { planImport, recogniseFormat, type FileSample } from './import-plan';
import { ImportsRepository } from './imports.repository';
import { sampleFile } from './read-records';

/** Largest upload, in bytes. */
export const MAX_UPLOAD_BYTES = 1024 ** 3;

/** The uploaded files of imports: kept until the import is over, then deleted, since they are full of people. */
@Injectable()
export class ImportFilesService {
  constructor(
    private readonly storage: FileStorage,
    private readonly imports: ImportsRepository,
    private readonly fields: ContactFieldsRepository,
  ) {}

  async store(key: string, upload: { fileName: string; content: Readable }): Promise<StoredFile> {
    return this.storage.put(key, upload.content, { maxBytes: MAX_UPLOAD_BYTES });
  }

  async delete(key: string): Promise<void> {
    await this.storage.delete(key);
  }

  /** Deletes the file of an import that is over; a dry run keeps its own until it is run for real or a day has passed. */
  async discard(workspaceId: string, id: string): Promise<void> {
    const file = await this.imports.takeFile(workspaceId, id);
    if (file) await this.storage.delete(file.key);
  }

  /** Looks into a stored upload and returns its format; throws what is wrong with it. */
  async check(
    key: string,
    upload: { workspaceId: string; fileName: string; options: ImportOptions },
  ): Promise<ImportFormat> {
    return this.withFiles(key, upload.fileName, async (files) => {
      const samples = await sampleAll(files);
      const format = upload.options.format ?? formatOf(samples);
      await this.plan(samples, { ...upload, format });
      return format;
    });
  }

  /** Settles how the files are read. */
  async planFor(
    files: SourceFile[],
    request: { workspaceId: string; format: ImportFormat; options: ImportOptions },
  ): Promise<ImportPlan> {
    return this.plan(await sampleAll(files), request);
  }

  async withFiles<T>(key: string, fileName: string, work: (files: SourceFile[]) => Promise<T>): Promise<T> {
    return this.storage.withLocalFile(key, (path) => withImportFiles(path, fileName, work));
  }

  private async plan(
    samples: FileSample[],
    request: { workspaceId: string; format: ImportFormat; options: ImportOptions },
  ): Promise<ImportPlan> {
    const fields = await this.fields.list(request.workspaceId);
    return planImport(samples, { format: request.format, options: request.options, fields });
  }
}

async function sampleAll(files: SourceFile[]): Promise<FileSample[]> {
  const samples: FileSample[] = [];
  for (const file of files) samples.push(await sampleFile(file));
  return samples;
}

function formatOf(samples: FileSample[]): ImportFormat {
  return samples.some((sample) => recogniseFormat(sample) === 'mailchimp') ? 'mailchimp' : 'csv';
}
