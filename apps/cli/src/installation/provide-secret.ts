import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { CommandError } from '../command-error';

/**
 * The secret kept in `file`, made on first use and readable by its owner only. Losing it ends all sessions and breaks
 * the links in mails already sent, so a damaged file is an error and never replaced.
 */
export function provideSecret(file: string): { secret: string; isNew: boolean } {
  if (existsSync(file)) {
    const secret = readFileSync(file, 'utf8').trim();
    if (secret.length >= 32) return { secret, isNew: false };
    throw new CommandError(
      `The secret in ${file} is damaged (it has ${secret.length} characters, and needs 32). ` +
        'Put the old one back, or remove the file: links in mails already sent then stop working.',
    );
  }
  const secret = randomBytes(32).toString('hex');
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  return { secret, isNew: true };
}
