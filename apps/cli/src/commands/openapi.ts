import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { Command } from 'commander';
import { DIST } from '../supervisor/start-parts';

export function openapiCommand(): Command {
  return new Command('openapi')
    .description('Write the OpenAPI document of this build to docs/openapi.json.')
    .option('--check', 'write nothing; fail when the committed document differs', false)
    .action(({ check }: { check: boolean }) => {
      // A program of its own: apps do not import one another.
      const program = join(DIST, 'apps/api/src/openapi-main.js');
      const { status } = spawnSync(process.execPath, [program, ...(check ? ['--check'] : [])], {
        stdio: 'inherit',
      });
      process.exitCode = status ?? 1;
    });
}
