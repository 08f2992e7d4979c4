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

/** Where a file goes, and what it must be. */
export interface KeptFile<Found> {
  /** Keys begin with it. */
  folder: string;
  maxMegabytes: number;
  tooLarge: () => DomainError;
  /** Looks into the stored file; what it throws is the caller's, and nothing is kept. */
  inspect: (path: string) => Promise<Found>;
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
    const { maxMegabytes } = this.settings.assets;
    const { found: mediaType, ...stored } = await this.keep(upload.content, {
      folder: `assets/${workspaceId}`,
      maxMegabytes,
      tooLarge: () => tooLarge(maxMegabytes),
      inspect: (path) => inspectFile(path, upload.fileName),
    });
    return { ...stored, mediaType, fileName: safeFileName(upload.fileName, mediaType) };
  }

  /** Stores a stream under a new key. It stays a stray until a row names it. `content` is read to its end or given up. */
  async keep<Found>(
    content: Readable,
    file: KeptFile<Found>,
  ): Promise<{ fileKey: string; bytes: number; sha256: Buffer; found: Found }> {
    const fileKey = `${file.folder}/${randomUUID()}`;
    // Whoever stores the file meets its errors; one that comes before that must not end the process.
    content.on('error', () => undefined);
    await this.strays.add(fileKey, KEEP_HOURS);
    try {
      const stored = await this.put(fileKey, content, file);
      const found = await this.storage.withLocalFile(fileKey, (path) => file.inspect(path));
      return { ...stored, fileKey, found };
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

  /** Deletes files that no row names. */
  async discard(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.storage.delete(key);
    if (keys.length > 0) await this.strays.remove(keys);
  }

  private async put(
    fileKey: string,
    content: Readable,
    { maxMegabytes, tooLarge }: Pick<KeptFile<unknown>, 'maxMegabytes' | 'tooLarge'>,
  ): Promise<{ bytes: number; sha256: Buffer }> {
    try {
      return await this.storage.put(fileKey, content, { maxBytes: maxMegabytes * MEGABYTE });
    } catch (error) {
      if (error instanceof DomainError && error.code === 'storage.file-too-large') throw tooLarge();
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
