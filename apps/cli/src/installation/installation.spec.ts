import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDataFolder, takeDataFolder } from './data-folder';
import { provideSecret } from './provide-secret';

describe('the data folder', () => {
  let parent: string;
  let path: string;

  beforeEach(() => {
    parent = mkdtempSync(join(tmpdir(), 'tidings-data-'));
    path = join(parent, 'data');
  });

  afterEach(() => rmSync(parent, { recursive: true }));

  it('cannot be listed by others, nor its parts entered', () => {
    const folder = makeDataFolder(path);
    expect(statSync(path).mode & 0o066).toBe(0);
    for (const part of [folder.mailbox, folder.logs]) expect(statSync(part).mode & 0o077).toBe(0);
  });

  it('belongs to one copy at a time, and remembers one that was killed', () => {
    const first = takeDataFolder(path);
    expect(first.wasKilled).toBe(false);
    expect(() => takeDataFolder(path)).toThrow(
      /in use by another copy of Tidings \(process \d+\).*TIDINGS_DATA_DIR/,
    );
    first.release();

    writeFileSync(join(path, 'lock'), JSON.stringify({ pid: process.pid, identity: 'an earlier boot' }));
    const second = takeDataFolder(path);
    expect(second.wasKilled).toBe(true);
    second.release();
  });

  it('is refused with a remedy when a file is in its place', () => {
    writeFileSync(path, '');
    expect(() => makeDataFolder(path)).toThrow(/cannot be used.*Set TIDINGS_DATA_DIR/);
  });

  it('keeps one secret for good, readable by its owner only', () => {
    const { secret: file } = makeDataFolder(path);
    const first = provideSecret(file);
    expect(first).toEqual({ secret: expect.stringMatching(/^[0-9a-f]{64}$/) as string, isNew: true });
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(provideSecret(file)).toEqual({ secret: first.secret, isNew: false });

    writeFileSync(file, 'cut off');
    expect(() => provideSecret(file)).toThrow(/damaged/);
    expect(readFileSync(file, 'utf8')).toBe('cut off');
  });
});
