import { Command } from 'commander';
import { mailboxCommand } from './commands/mailbox';
import { migrateCommand } from './commands/migrate';
import { startCommand } from './commands/start';

/** All commands; one file each in `commands/`. */
export function createProgram(): Command {
  return new Command('tidings')
    .description('Tidings: self-hosted email marketing.')
    .addHelpText(
      'after',
      '\nSettings come from the environment and from .env; .env.example explains them all.',
    )
    .showHelpAfterError('(add --help for what is possible)')
    .addCommand(startCommand())
    .addCommand(migrateCommand())
    .addCommand(mailboxCommand());
}
