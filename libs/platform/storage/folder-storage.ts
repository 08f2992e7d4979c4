import { createHash, randomUUID } from 'node:crypto';
import { access, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DomainError, notFound } from '@platform/errors';
import { FileStorage, type StoredFile } from './file-storage';
import { assertStorageKey } from './storage-key';

/** Files in a folder of this machine (or of a volume that all processes share). Only the owner can read them. */
export class FolderStorage extends FileStorage {
  constructor(private readonly folder: string) {
    super();
  }

  /** Written beside its place and renamed when complete, so that no reader ever sees half a file. */
  async put(key: string, content: Readable, { maxBytes }: { maxBytes: number }): Promise<StoredFile> {
    const path = this.path(key);
    const unfinished = `${path}.${randomUUID()}.part`;
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const hash = createHash('sha256');
    let bytes = 0;
    const meter = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length;
        hash.update(chunk);
        if (bytes > maxBytes) done(tooLarge(maxBytes));
        else done(null, chunk);
      },
    });
    // Opened before anything can fail: a stream that opens it by itself may do so after the failure was cleaned up.
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await pipeline(content, meter, file.createWriteStream({ flush: true }));
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    return { bytes, sha256: hash.digest() };
  }

  async get(key: string, range?: { start: number; end: number }): Promise<Readable> {
    try {
      const file = await open(this.path(key), 'r');
      return file.createReadStream(range);
    } catch (error) {
      throw this.translate(error, key);
    }
  }

  async exists(key: string): Promise<boolean> {
    return access(this.path(key)).then(
      () => true,
      () => false,
    );
  }

  async delete(key: string): Promise<void> {
    await rm(this.path(key), { force: true });
  }

  async withLocalFile<T>(key: string, work: (path: string) => Promise<T>): Promise<T> {
    if (!(await this.exists(key))) throw notFound('file', key);
    return work(this.path(key));
  }

  private path(key: string): string {
    assertStorageKey(key);
    return join(this.folder, ...key.split('/'));
  }

  private translate(error: unknown, key: string): unknown {
    return (error as { code?: string }).code === 'ENOENT' ? notFound('file', key) : error;
  }
}

function tooLarge(maxBytes: number): DomainError {
  return new DomainError({
    code: 'storage.file-too-large',
    kind: 'invalid',
    message: `The file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB. Split it, or leave out columns that are not needed.`,
  });
}
