import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { Settings } from '@platform/config';
import { DomainError } from '@platform/errors';
import { FileStorage } from '@platform/storage';
import type { StoredVersion } from './assets.repository';
import { safeFileName } from './files/file-names';
import { inspectFile } from './files/inspect-file';
import { StrayFilesRepository } from './stray-files.repository';

/** A file on its way in. `content` must be read to its end or destroyed. */
export interface AssetUpload {
  fileName: string;
  content: Readable;
}

/** Longer than any upload takes. */
const KEEP_HOURS = 24;
const MEGABYTE = 1024 ** 2;
const BATCH = 500;

/** Stores files of assets, and deletes those that belong to none any more. */
@Injectable()
export class AssetFiles {
  constructor(
    private readonly storage: FileStorage,
    private readonly strays: StrayFilesRepository,
    private readonly settings: Settings,
  ) {}

  /**
   * Stores a file and looks into it. It stays a stray until a version names it, so that a crash leaves nothing behind.
   *
   * @throws DomainError `asset.file-refused`, `asset.file-too-large`
   */
  async store(workspaceId: string, upload: AssetUpload): Promise<Omit<StoredVersion, 'uploadedBy'>> {
    const fileKey = `assets/${workspaceId}/${randomUUID()}`;
    // Whoever stores the file meets its errors; one that comes before that must not end the process.
    upload.content.on('error', () => undefined);
    await this.strays.add(fileKey, KEEP_HOURS);
    try {
      const stored = await this.put(fileKey, upload.content);
      const mediaType = await this.storage.withLocalFile(fileKey, (path) =>
        inspectFile(path, upload.fileName),
      );
      return { ...stored, fileKey, mediaType, fileName: safeFileName(upload.fileName, mediaType) };
    } catch (error) {
      await this.discard([fileKey]);
      throw error;
    }
  }

  /** The content of a stored file. @throws DomainError `file.not-found` */
  async open(fileKey: string): Promise<Readable> {
    return this.storage.get(fileKey);
  }

  /** Runs `work` with a stored file, which is deleted when that fails. */
  async keepIf<T>(file: { fileKey: string }, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.discard([file.fileKey]);
      throw error;
    }
  }

  /** Deletes files that no version names. Safe to repeat at any time; returns how many. */
  async deleteStrays(): Promise<number> {
    let count = 0;
    for (;;) {
      const keys = await this.strays.listDue(BATCH);
      await this.discard(keys);
      count += keys.length;
      if (keys.length < BATCH) return count;
    }
  }

  private async discard(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.storage.delete(key);
    if (keys.length > 0) await this.strays.remove(keys);
  }

  private async put(fileKey: string, content: Readable): Promise<{ bytes: number; sha256: Buffer }> {
    const { maxMegabytes } = this.settings.assets;
    try {
      return await this.storage.put(fileKey, content, { maxBytes: maxMegabytes * MEGABYTE });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'storage.file-too-large')
        throw tooLarge(maxMegabytes);
      throw error;
    }
  }
}

function tooLarge(maxMegabytes: number): DomainError {
  return new DomainError({
    code: 'asset.file-too-large',
    kind: 'invalid',
    message: `The file is larger than ${maxMegabytes} MB, which is the most that this installation takes (ASSET_MAX_MEGABYTES). Make it smaller.`,
    details: { maxMegabytes },
  });
}
