import 'reflect-metadata';
import { loadSettings, SettingsError } from '@platform/config';
import { assertSchemaCurrent } from '@platform/database';
import { DomainError } from '@platform/errors';
import { createLogger } from '@platform/logging';
import { runWorker } from './run-worker';

async function main(): Promise<void> {
  const settings = loadSettings();
  const logger = createLogger({ name: 'worker', ...settings.log });
  await assertSchemaCurrent(settings.database.url);
  const worker = await runWorker({ settings, logger });
  const stop = (): void => {
    worker.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ event: 'worker.stop-failed', err: error });
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
  const isExpected = error instanceof SettingsError || error instanceof DomainError;
  const text = isExpected
    ? error.message
    : error instanceof Error
      ? (error.stack ?? error.message)
      : String(error);
  process.stderr.write(`${text}\n`, () => process.exit(1));
});
