import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dataFolder } from '../installation/data-folder';
import type { SeededDemo } from './seed-demo';

/** Keeps the demo's made-up password beside its data, so that every later start can show it again. */
export function keepSignIn(dataDir: string, { email, password }: SeededDemo['signIn']): void {
  writeFileSync(dataFolder(dataDir).demoSignIn, `${email}   password ${password}\n`, { mode: 0o600 });
}

/** One line for people, or null when this installation began without the demo. */
export function keptSignIn(dataDir: string): string | null {
  const file = dataFolder(dataDir).demoSignIn;
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null;
}
