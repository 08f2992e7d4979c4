import { Command } from 'commander';
import { ApiKeysService, SCOPES, type Scope } from '@features/accounts';
import { CommandError } from '../command-error';
import { actorIn } from '../find-workspace';
import { withInstallation } from '../installation/with-installation';
import { withFeatures } from '../open-features';

interface Options {
  workspace: string;
  name: string;
  scopes?: string;
}

export function createApiKeyCommand(): Command {
  return new Command('create-api-key')
    .description('Make an API key. Prints the key alone on standard output; it cannot be shown again.')
    .requiredOption('--workspace <slug>', 'the workspace the key is for, for example demo')
    .option('--name <name>', 'what it is for, shown in the list of keys', 'command line')
    .option('--scopes <list>', 'comma-separated; all of them when left out')
    .addHelpText(
      'after',
      `\nScopes: ${SCOPES.join(', ')}\n\nKEY=$(npm run -s cli -- create-api-key --workspace demo)`,
    )
    .action(async ({ workspace, name, scopes }: Options) => {
      const wanted = scopes === undefined ? [...SCOPES] : scopes.split(',').map((scope) => scope.trim());
      const unknown = wanted.filter((scope) => !(SCOPES as readonly string[]).includes(scope));
      if (unknown.length > 0)
        throw new CommandError(`No such scope: ${unknown.join(', ')}. See --help for all.`);
      const secret = await withInstallation((settings) =>
        withFeatures(settings, async (app) => {
          const actor = await actorIn(app, workspace);
          return (await app.get(ApiKeysService).create(actor, { name, scopes: wanted as Scope[] })).secret;
        }),
      );
      console.log(secret);
    });
}
