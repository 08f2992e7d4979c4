// npm start: makes sure that the packages are there and the build is current, then becomes `tidings start`.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requireNode } from './bootstrap/node-version.mjs';
import { ensureBuilt, ensureInstalled, root } from './bootstrap/prepare.mjs';

requireNode();
ensureInstalled();
ensureBuilt();

// A shell between npm and us may die of a signal without handing it on: follow it.
const parent = process.ppid;
if (process.env.npm_lifecycle_event) {
  setInterval(() => process.ppid !== parent && process.kill(process.pid, 'SIGTERM'), 1000).unref();
}

const program = join(root, 'dist/apps/cli/src/main.js');
process.argv = [process.execPath, program, 'start', ...process.argv.slice(2)];
await import(pathToFileURL(program).href);
