import { Command } from 'commander';
import { keepSignIn } from '../demo/demo-sign-in';
import { tellHistory } from '../demo/history/tell-history';
import { seedDemo } from '../demo/seed-demo';
import { withInstallation } from '../installation/with-installation';
import { withFeatures } from '../open-features';

export function seedCommand(): Command {
  return new Command('seed')
    .description(
      'Fill an empty installation with the demo workspace: about 1,000 contacts with a past of a year.',
    )
    .addHelpText(
      'after',
      '\nSends nothing. "npm start" does this by itself on its first run and sends a campaign too.',
    )
    .action(async () => {
      await withInstallation((settings) =>
        withFeatures(settings, async (app) => {
          const print = (line: string) => console.log(`  ${line}`);
          const demo = await seedDemo(app, print);
          await tellHistory({ app, demo, print });
          keepSignIn(settings.dataDir, demo.signIn);
          console.log(`\nSign in with ${demo.signIn.email} and the password ${demo.signIn.password}`);
        }),
      );
    });
}
