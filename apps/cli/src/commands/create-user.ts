import { randomBytes } from 'node:crypto';
import { Command, Option } from 'commander';
import { MembersService, ROLES, UsersService, type Role } from '@features/accounts';
import { actorIn } from '../find-workspace';
import { withInstallation } from '../installation/with-installation';
import { withFeatures } from '../open-features';

interface Options {
  workspace: string;
  email: string;
  name?: string;
  role: Role;
  password?: string;
}

export function createUserCommand(): Command {
  return new Command('create-user')
    .description('Add a person to a workspace. Prints the password when it made one.')
    .requiredOption('--workspace <slug>', 'the workspace, for example demo')
    .requiredOption('--email <address>', 'what they sign in with')
    .option('--name <name>', 'shown in the app; the address when left out')
    .addOption(new Option('--role <role>', 'what they may do').choices([...ROLES]).default('marketer'))
    .option('--password <password>', 'at least 12 characters; made up and printed when left out')
    .action(async ({ workspace, email, name, role, password }: Options) => {
      await withInstallation((settings) =>
        withFeatures(settings, async (app) => {
          const actor = await actorIn(app, workspace);
          const isKnown = (await app.get(UsersService).findByEmail(email)) !== null;
          const secret = password ?? randomBytes(15).toString('base64url');
          const person = isKnown ? { email } : { email, name: name ?? email, password: secret };
          await app.get(MembersService).add(actor, { ...person, role });
          console.log(`${email} is now ${role} of ${workspace}.`);
          if (!isKnown && password === undefined) console.log(`Password: ${secret}`);
        }),
      );
    });
}
