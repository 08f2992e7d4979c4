import { Command } from 'commander';

/** All commands, one file each. Only the file of the command asked for is loaded: some bring the whole product. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  start: async () => (await import('./commands/start.js')).startCommand(),
  migrate: async () => (await import('./commands/migrate.js')).migrateCommand(),
  seed: async () => (await import('./commands/seed.js')).seedCommand(),
  'create-user': async () => (await import('./commands/create-user.js')).createUserCommand(),
  'reset-password': async () => (await import('./commands/reset-password.js')).resetPasswordCommand(),
  'create-api-key': async () => (await import('./commands/create-api-key.js')).createApiKeyCommand(),
  'import-contacts': async () => (await import('./commands/import-contacts.js')).importContactsCommand(),
  segments: async () => (await import('./commands/segments.js')).segmentsCommand(),
  openapi: async () => (await import('./commands/openapi.js')).openapiCommand(),
  mailbox: async () => (await import('./commands/mailbox.js')).mailboxCommand(),
};

/** The program for these words of the command line. Without a known command it knows all, for help and suggestions. */
export async function createProgram(words: string[]): Promise<Command> {
  const name = words.find((word) => !word.startsWith('-')) ?? '';
  const chosen = Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]] : Object.values(COMMANDS);
  const program = new Command('tidings')
    .description('Tidings: self-hosted email marketing.')
    .addHelpText(
      'after',
      '\nSettings come from the environment and from .env; .env.example explains them all.',
    )
    .showHelpAfterError('(add --help for what is possible)');
  for (const load of chosen) if (load) program.addCommand(await load());
  return program;
}
