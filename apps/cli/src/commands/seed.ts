import { Command } from 'commander';
import { keepSignIn } from '../demo/demo-sign-in';
import { seedDemo } from '../demo/seed-demo';
import { withInstallation } from '../installation/with-installation';
import { withFeatures } from '../open-features';

export function seedCommand(): Command {
  return new Command('seed')
    .description(
      'Fill an empty installation with the demo workspace: about 1,000 contacts, a segment, a template.',
    )
    .addHelpText(
      'after',
      '\nSends nothing. "npm start" does this by itself on its first run and sends a campaign too.',
    )
    .action(async () => {
      await withInstallation((settings) =>
        withFeatures(settings, async (app) => {
          const { signIn } = await seedDemo(app, (line) => console.log(`  ${line}`));
          keepSignIn(settings.dataDir, signIn);
          console.log(`\nSign in with ${signIn.email} and the password ${signIn.password}`);
        }),
      );
    });
}
