import { randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { PasswordResetService, UsersService } from '@features/accounts';
import { CommandError } from '../command-error';
import { withInstallation } from '../installation/with-installation';
import { withFeatures } from '../open-features';

interface Options {
  email: string;
  password?: string;
}

export function resetPasswordCommand(): Command {
  return new Command('reset-password')
    .description('Give a person who forgot their password a new one. Ends their sessions.')
    .requiredOption('--email <address>', 'what they sign in with')
    .option('--password <password>', 'at least 12 characters; made up and printed when left out')
    .action(async ({ email, password }: Options) => {
      await withInstallation((settings) =>
        withFeatures(settings, async (app) => {
          if (!(await app.get(UsersService).findByEmail(email)))
            throw new CommandError(
              `Nobody signs in with ${email}. create-user adds a person to a workspace.`,
            );
          const secret = password ?? randomBytes(15).toString('base64url');
          const ended = await app.get(PasswordResetService).reset(email, secret, 'command line');
          console.log(
            `${email} has a new password; ${ended} session${ended === 1 ? ' has' : 's have'} ended.`,
          );
          if (password === undefined) console.log(`Password: ${secret}`);
        }),
      );
    });
}
