import 'reflect-metadata';
import { loadSettings, SettingsError, type Settings } from '@platform/config';
import { assertSchemaCurrent } from '@platform/database';
import { DomainError } from '@platform/errors';
import { createLogger } from '@platform/logging';
import { createApp } from './create-app';

async function main(): Promise<void> {
  const settings = loadSettings();
  const logger = createLogger({ name: 'api', ...settings.log });
  await assertSchemaCurrent(settings.database.url);
  const app = await createApp({ settings, logger });
  app.enableShutdownHooks();
  try {
    await app.listen(settings.http.port, settings.http.host);
  } catch (error) {
    await app.close();
    throw listenError(error, settings);
  }
  logger.info({ event: 'api.listening', port: settings.http.port, appUrl: settings.http.appUrl });
}

function listenError(error: unknown, { http }: Settings): unknown {
  const sentence = (problem: string): DomainError =>
    new DomainError({ code: 'api.cannot-listen', kind: 'unavailable', message: problem, cause: error });
  switch ((error as NodeJS.ErrnoException).code) {
    case 'EADDRINUSE':
      return sentence(`Port ${http.port} on ${http.host} is taken by another program. Stop it, or set PORT.`);
    case 'EACCES':
      return sentence(`This user may not listen on port ${http.port}. Set PORT to 1024 or higher.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return sentence(
        `LISTEN_HOST ${http.host} is not an address of this machine. Use 127.0.0.1 or 0.0.0.0.`,
      );
    default:
      return error;
  }
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
