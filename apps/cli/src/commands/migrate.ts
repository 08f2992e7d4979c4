import { Command } from 'commander';
import { migrateDatabase } from '@platform/database';
import { withDatabase } from '../installation/with-installation';

export function migrateCommand(): Command {
  return new Command('migrate')
    .description('Bring the database up to this version of Tidings. Safe to repeat. Back up first.')
    .addHelpText('after', '\nUses DATABASE_URL; without it, the built-in database in TIDINGS_DATA_DIR.')
    .action(async () => {
      let applied = 0;
      const onApplied = (name: string) => {
        applied += 1;
        console.log(`applied ${name}`);
      };
      await withDatabase(({ url }) => migrateDatabase({ url, onApplied }));
      console.log(applied === 0 ? 'The database is up to date.' : `${applied} migration(s) applied.`);
    });
}
