import type { Readable } from 'node:stream';

/**
 * Where uploaded files live. Keys are paths of our own making such as `imports/<workspace>/<id>`: segments of
 * letters, digits, dots, dashes and underscores, joined by slashes, 200 characters at most. A key with anything else
 * (`..`, an absolute path) is refused with an error, because it can only be a mistake of ours or an attack.
 */
export abstract class FileStorage {
  /**
   * Stores a stream whole or not at all and returns its size and SHA-256. Throws `storage.file-too-large` as soon as
   * more than `maxBytes` have come, and whatever error the stream ends with; nothing is left behind then.
   */
  abstract put(key: string, content: Readable, limits: { maxBytes: number }): Promise<StoredFile>;

  /** The content from its start, or the octets of `range`, both ends included; throws `file.not-found`. */
  abstract get(key: string, range?: { start: number; end: number }): Promise<Readable>;

  abstract exists(key: string): Promise<boolean>;

  /** Deleting what is not there is fine. */
  abstract delete(key: string): Promise<void>;

  /** Runs `work` with the path of a local copy, for readers that need random access; throws `file.not-found`. */
  abstract withLocalFile<T>(key: string, work: (path: string) => Promise<T>): Promise<T>;
}

export interface StoredFile {
  bytes: number;
  sha256: Buffer;
}
