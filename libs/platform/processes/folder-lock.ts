import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { processIdentity } from './process-identity';

/** Who holds a lock file. */
export interface LockHolder {
  pid: number;
  /** `processIdentity` of that process when it took the lock. */
  identity: string;
}

/** The folder belongs to another process that is running now. */
export class FolderInUseError extends Error {
  override readonly name = 'FolderInUseError';

  constructor(
    readonly folder: string,
    readonly pid: number,
  ) {
    super(`The folder ${folder} is in use by another copy of Tidings (process ${pid}).`);
  }
}

/** Reads the text of a lock file; undefined when it is not one (empty, cut off, of another program). */
export function parseLockHolder(text: string): LockHolder | undefined {
  try {
    const value = JSON.parse(text) as Partial<LockHolder> | null;
    if (!value || !Number.isInteger(value.pid) || typeof value.identity !== 'string') return undefined;
    return { pid: value.pid as number, identity: value.identity };
  } catch {
    return undefined;
  }
}

/** The running process that holds the lock `name` of `folder`; undefined when there is none or it has ended. */
export function findLockHolder(folder: string, name: string): LockHolder | undefined {
  const holder = parseLockHolder(readOrEmpty(join(folder, name)));
  return holder && processIdentity(holder.pid) === holder.identity ? holder : undefined;
}

/**
 * Takes the lock `name` of `folder` for this process and returns the function that gives it back. The folder is made
 * when missing. A lock left by a process that has ended is taken over. Throws FolderInUseError.
 */
export function lockFolder(folder: string, name: string): () => void {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, name);
  const mine = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) ?? '' });
  for (let attempt = 0; attempt < 10; attempt += 1) {
    if (create(path, mine)) return () => release(path, mine);
    const holder = findLockHolder(folder, name);
    if (holder) throw new FolderInUseError(folder, holder.pid);
    removeStale(path);
  }
  throw new Error(
    `The lock ${path} cannot be taken: it keeps changing. Remove the file if no copy is running.`,
  );
}

/** Writes the whole file aside and links it into place, so that nobody ever reads half a lock. */
function create(path: string, content: string): boolean {
  const aside = `${path}.${randomUUID()}`;
  writeFileSync(aside, content, { mode: 0o644 });
  try {
    linkSync(aside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Moves the stale lock away; puts it back when another process was quicker and the file is its fresh lock. */
function removeStale(path: string): void {
  const stale = readOrEmpty(path);
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = readOrEmpty(aside);
  rmSync(aside, { force: true });
  if (moved !== stale) create(path, moved);
}

function release(path: string, mine: string): void {
  if (readOrEmpty(path) === mine) rmSync(path, { force: true });
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
