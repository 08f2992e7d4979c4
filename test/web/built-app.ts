import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '../..');

/** The API serves the app as it was last built: makes sure that this is the app as it is. */
export function buildWebApp(): void {
  // jest says "test", which React would take for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  execFileSync(process.execPath, ['scripts/build-web-if-stale.mjs'], { cwd: ROOT, stdio: 'pipe', env });
}
