import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FolderInUseError, findLockHolder, lockFolder, parseLockHolder, processIdentity } from './index';

describe('lockFolder', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tidings-lock-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps a second copy out, names the holder, and lets go', () => {
    const release = lockFolder(folder, 'lock');

    expect(() => lockFolder(folder, 'lock')).toThrow(FolderInUseError);
    expect(() => lockFolder(folder, 'lock')).toThrow(`process ${process.pid}`);
    expect(findLockHolder(folder, 'lock')?.pid).toBe(process.pid);

    release();
    expect(readdirSync(folder)).toEqual([]);
    lockFolder(folder, 'lock')();
  });

  it('makes the folder', () => {
    lockFolder(join(folder, 'a/b'), 'lock')();
    expect(readdirSync(join(folder, 'a'))).toEqual(['b']);
  });

  it('takes over the lock of a process that was killed', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    const holder = { pid: child.pid, identity: processIdentity(child.pid ?? 0) };
    writeFileSync(join(folder, 'lock'), JSON.stringify(holder));
    expect(() => lockFolder(folder, 'lock')).toThrow(FolderInUseError);

    child.kill('SIGKILL');
    await once(child, 'exit');
    const release = lockFolder(folder, 'lock');
    expect(findLockHolder(folder, 'lock')?.pid).toBe(process.pid);
    release();
  });

  it('takes over when the number now belongs to another process', () => {
    writeFileSync(join(folder, 'lock'), JSON.stringify({ pid: process.pid, identity: 'an earlier boot' }));
    lockFolder(folder, 'lock')();
  });

  it.each(['', '{', 'null', '17', '{"pid":"1","identity":"x"}', '{"pid":1}'])(
    'takes over a broken file: %s',
    (text) => {
      writeFileSync(join(folder, 'lock'), text);
      expect(parseLockHolder(text)).toBeUndefined();
      lockFolder(folder, 'lock')();
    },
  );

  it('does not remove a lock that meanwhile belongs to someone else', () => {
    const release = lockFolder(folder, 'lock');
    writeFileSync(join(folder, 'lock'), 'someone else');
    release();
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toBe('someone else');
  });
});
