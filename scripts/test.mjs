// npm test: installs what is missing, then runs jest with the words given (npm test -- contacts).
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { requireNode } from './bootstrap/node-version.mjs';
import { ensureInstalled, root } from './bootstrap/prepare.mjs';

requireNode();
ensureInstalled();

const jest = join(root, 'node_modules/jest/bin/jest.js');
// Nothing may stay behind outside the folder.
const cache = `--cacheDirectory=${join(root, 'node_modules/.cache/jest')}`;
const child = spawn(process.execPath, [jest, cache, ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
// Ctrl-C reaches jest as well; we stay until it has ended, to hand on how.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) => {
  console.error(`jest could not be started: ${error.message}`);
  process.exitCode = 1;
});
child.on('exit', (code) => {
  process.exitCode = code ?? 130;
});
