// npm test: installs what is missing, then runs jest with the words given (npm test -- contacts).
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireNode } from './bootstrap/node-version.mjs';
import { ensureInstalled, root } from './bootstrap/prepare.mjs';

requireNode();
ensureInstalled();

const jest = join(root, 'node_modules/jest/bin/jest.js');
const words = process.argv.slice(2);
if (!words.some((word) => word.startsWith('--cacheDirectory'))) {
  words.unshift(`--cacheDirectory=${join(root, 'node_modules/.cache/jest')}`);
}
// Whatever the tests write lies in one folder that goes with the run, also when the run is interrupted.
const scratch = mkdtempSync(join(tmpdir(), 'tidings-test-run-'));
// PostgreSQL runs as another user when root runs the tests: it has to pass.
chmodSync(scratch, 0o711);
// Tests that are interrupted leave servers that take a moment to end.
process.on('exit', () => rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }));

const env = { ...process.env, TMPDIR: scratch };
const child = spawn(process.execPath, [jest, ...words], { cwd: root, stdio: 'inherit', env });
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
