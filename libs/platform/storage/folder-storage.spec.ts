import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { FolderStorage } from './folder-storage';

let folder: string;
let storage: FolderStorage;
const limits = { maxBytes: 100 };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tidings-storage-'));
  storage = new FolderStorage(join(folder, 'files'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

describe('FolderStorage', () => {
  it('gives back what was put, until it is deleted', async () => {
    const stored = await storage.put('imports/a/b.csv', Readable.from([Buffer.from('hello')]), limits);
    expect(stored.bytes).toBe(5);
    expect(stored.sha256.toString('hex')).toMatch(/^2cf24dba/);
    expect(await text(await storage.get('imports/a/b.csv'))).toBe('hello');
    expect(await text(await storage.get('imports/a/b.csv', { start: 1, end: 3 }))).toBe('ell');
    await storage.delete('imports/a/b.csv');
    await storage.delete('imports/a/b.csv');
    expect(await storage.exists('imports/a/b.csv')).toBe(false);
    await expect(storage.get('imports/a/b.csv')).rejects.toMatchObject({ code: 'file.not-found' });
  });

  it('leaves nothing of a file that is too large or breaks off', async () => {
    const large = Readable.from([Buffer.alloc(80), Buffer.alloc(80)]);
    await expect(storage.put('x/large', large, limits)).rejects.toMatchObject({
      code: 'storage.file-too-large',
    });
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('a');
        throw new Error('connection lost');
      })(),
    );
    await expect(storage.put('x/broken', broken, limits)).rejects.toThrow('connection lost');
    expect(await readdir(join(folder, 'files', 'x'))).toEqual([]);
  });

  it.each(['../x', 'a/../../x', '/etc/passwd', 'a//b', '', '.hidden', 'a\\b', 'a/\u0000', 'x'.repeat(201)])(
    'refuses the key %j',
    async (key) => {
      await expect(storage.put(key, Readable.from(['x']), limits)).rejects.toThrow('not a storage key');
      await expect(storage.get(key)).rejects.toThrow('not a storage key');
    },
  );
});
