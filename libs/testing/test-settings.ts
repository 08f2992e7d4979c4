import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings, type Settings } from '@platform/config';

/**
 * Complete settings for a test, made from environment variables like the real ones; nothing comes from this machine's
 * environment. The mail server and the DNS server named by default do not exist.
 */
export function testSettings(env: Record<string, string> = {}): Settings {
  return loadSettings({
    APP_SECRET: 'a secret that only the tests use, 32+',
    DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
    SMTP_URL: 'smtp://127.0.0.1:1',
    DNS_SERVERS: '127.0.0.1:1',
    LOG_LEVEL: 'silent',
    TIDINGS_DATA_DIR: join(tmpdir(), 'tidings-test-data-not-made'),
    ...env,
  });
}
