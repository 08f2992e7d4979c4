import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Names of packages that package-lock.json asks for and node_modules lacks or has in another version. Optional ones
 * (binaries for other machines) do not count. Pure.
 */
export function missingPackages(lock, installed) {
  return Object.entries(lock.packages || {})
    .filter(([path, wanted]) => path !== '' && !wanted.optional && !wanted.devOptional && !wanted.peer)
    .filter(([path, wanted]) => (installed.packages || {})[path]?.version !== wanted.version)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
}

/** The packages to install before anything else can run. */
export function findMissingPackages(root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  // npm keeps here what it has put into node_modules.
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return ['all packages'];
  return missingPackages(lock, JSON.parse(readFileSync(record, 'utf8')));
}
