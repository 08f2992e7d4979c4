import { mkdir, readdir, readFile, rm, rmdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Ids that share these first characters (one minute of arrivals) share a folder. */
const SHARD_LENGTH = 5;
const EXTENSION = '.eml';

/** The messages themselves: one `.eml` file each, as received, in folders of one minute. */
export class MessageFiles {
  private readonly knownShards = new Set<string>();

  constructor(private readonly root: string) {}

  path(id: string): string {
    return join(this.root, id.slice(0, SHARD_LENGTH), id + EXTENSION);
  }

  async write(id: string, raw: Buffer): Promise<void> {
    const path = this.path(id);
    const shard = dirname(path);
    if (!this.knownShards.has(shard)) await this.createShard(shard);
    await writeFile(path, raw).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      // Removing old messages emptied this folder, and removed it, a moment ago.
      await this.createShard(shard);
      await writeFile(path, raw);
    });
  }

  read(id: string): Promise<Buffer> {
    return readFile(this.path(id));
  }

  async remove(ids: string[]): Promise<void> {
    const shards = new Set<string>();
    for (const id of ids) {
      const path = this.path(id);
      shards.add(dirname(path));
      await rm(path, { force: true });
    }
    for (const shard of shards) await this.removeShardIfEmpty(shard);
  }

  /** Every id that has a file. */
  async ids(): Promise<Set<string>> {
    await mkdir(this.root, { recursive: true });
    const found = new Set<string>();
    for (const shard of await readdir(this.root, { withFileTypes: true })) {
      if (!shard.isDirectory()) continue;
      for (const name of await readdir(join(this.root, shard.name))) {
        if (name.endsWith(EXTENSION)) found.add(name.slice(0, -EXTENSION.length));
      }
    }
    return found;
  }

  private async createShard(shard: string): Promise<void> {
    await mkdir(shard, { recursive: true });
    this.knownShards.add(shard);
  }

  private async removeShardIfEmpty(shard: string): Promise<void> {
    this.knownShards.delete(shard);
    await rmdir(shard).catch(() => undefined);
  }
}
