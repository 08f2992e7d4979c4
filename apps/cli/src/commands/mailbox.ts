import { Command } from 'commander';
import { loadStartSettings } from '@platform/config';
import { startMailbox } from '@platform/mailbox';
import { makeDataFolder } from '../installation/data-folder';

const HELP = `
Nothing that arrives here leaves this machine. The page is on MAILBOX_PORT, the SMTP server on MAILBOX_SMTP_PORT; the
mail is kept below TIDINGS_DATA_DIR. "npm start" runs the mailbox itself unless SMTP_URL is set.`;

export function mailboxCommand(): Command {
  return new Command('mailbox')
    .description('Run the local mailbox alone: an SMTP server that keeps all mail, and a page to read it.')
    .addHelpText('after', HELP)
    .action(async () => {
      const { dataDir, mailbox } = loadStartSettings();
      const dir = makeDataFolder(dataDir).mailbox;
      const running = await startMailbox({ dir, smtpPort: mailbox.smtpPort, httpPort: mailbox.port });
      console.log(`Mailbox: ${running.httpUrl}   SMTP: ${running.smtpUrl}   (Ctrl-C stops it)`);
      await new Promise<void>((resolve) => {
        process.once('SIGINT', () => resolve());
        process.once('SIGTERM', () => resolve());
      });
      await running.stop();
    });
}
