import { open, readFile, rename, type FileHandle, writeFile } from 'node:fs/promises';

import { isStoredMessage, type StoredMessage } from './stored-message';

const NEWLINE = '\n';

function parseLine(line: string): StoredMessage | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isStoredMessage(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * The append-only list of messages: one JSON object a line. A line cut short by a crash, or damaged in any
 * other way, is skipped on reading and gone after the next {@link rewrite}.
 */
export class MessageIndexFile {
  private handle: FileHandle | undefined;

  constructor(private readonly path: string) {}

  async read(): Promise<StoredMessage[]> {
    const text = await readFile(this.path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    return text.split(NEWLINE).flatMap((line) => (line === '' ? [] : (parseLine(line) ?? [])));
  }

  /** Replaces the file in one step, so that a crash leaves either the old list or the new one. */
  async rewrite(entries: readonly StoredMessage[]): Promise<void> {
    await this.close();
    const temporary = `${this.path}.new`;
    await writeFile(temporary, entries.map((entry) => JSON.stringify(entry) + NEWLINE).join(''));
    await rename(temporary, this.path);
    this.handle = await open(this.path, 'a');
  }

  async append(entries: readonly StoredMessage[]): Promise<void> {
    this.handle ??= await open(this.path, 'a');
    await this.handle.appendFile(entries.map((entry) => JSON.stringify(entry) + NEWLINE).join(''));
  }

  async close(): Promise<void> {
    const handle = this.handle;
    this.handle = undefined;
    await handle?.close();
  }
}
