import { accessSync, chmodSync, constants, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { FolderInUseError, lockFolder } from '@platform/processes';
import { CommandError } from '../command-error';

/** Where each part keeps its files below TIDINGS_DATA_DIR. */
export interface DataFolder {
  path: string;
  postgres: string;
  mailbox: string;
  logs: string;
  secret: string;
  /** How to sign in to the demo workspace, as long as there is one. */
  demoSignIn: string;
}

export function dataFolder(path: string): DataFolder {
  const at = (name: string) => join(path, name);
  return {
    path,
    postgres: at('postgres'),
    mailbox: at('mailbox'),
    logs: at('logs'),
    secret: at('secret'),
    demoSignIn: at('demo-sign-in.txt'),
  };
}

/** Makes the folder, for the eyes of its owner only. Throws CommandError when that is not possible. */
export function makeDataFolder(path: string): DataFolder {
  const folder = dataFolder(path);
  try {
    const isNew = mkdirSync(folder.path, { recursive: true }) !== undefined;
    // Root's PostgreSQL runs as another user, who has to pass (not read) the folder.
    if (isNew) chmodSync(folder.path, process.getuid?.() === 0 ? 0o711 : 0o700);
    accessSync(folder.path, constants.R_OK | constants.W_OK | constants.X_OK);
    for (const part of [folder.mailbox, folder.logs]) mkdirSync(part, { recursive: true, mode: 0o700 });
    return folder;
  } catch (error) {
    throw new CommandError(
      `The data folder ${path} cannot be used: ${(error as Error).message}. ` +
        'Set TIDINGS_DATA_DIR to a folder that you may write to.',
    );
  }
}

export interface TakenFolder {
  folder: DataFolder;
  /** The copy that had the folder before did not end by itself; its parts may still be ending. */
  wasKilled: boolean;
  release: () => void;
}

/** Makes and takes the folder for a running copy; the returned function gives it back. */
export function takeDataFolder(path: string): TakenFolder {
  const folder = makeDataFolder(path);
  const wasKilled = existsSync(join(folder.path, 'lock'));
  try {
    return { folder, wasKilled, release: lockFolder(folder.path, 'lock') };
  } catch (error) {
    if (!(error instanceof FolderInUseError)) throw error;
    throw new CommandError(
      `The data folder ${path} is in use by another copy of Tidings (process ${error.pid}). ` +
        'Stop that copy, or set TIDINGS_DATA_DIR and the ports to others to run both.',
    );
  }
}
