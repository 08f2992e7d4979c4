import 'reflect-metadata';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { loadSettings } from '@platform/config';
import { createLogger } from '@platform/logging';
import { createApp } from './create-app';
import { buildOpenApiDocument } from './openapi/build-openapi-document';

const FILE = resolve('docs/openapi.json');

/** Stand-ins: a preview opens no connection, but settings must be complete. */
const PREVIEW_ENVIRONMENT = {
  APP_SECRET: 'not a secret: only looks at declared routes',
  DATABASE_URL: 'postgres://preview@127.0.0.1/preview',
  SMTP_URL: 'smtp://127.0.0.1',
};

/**
 * Writes docs/openapi.json from the compiled controllers, or with `--check` only says whether it is current (exit
 * code 1 when not). A program of its own, because the document comes from the API alone and the build adds the doc
 * comments to it.
 */
async function main(checkOnly: boolean): Promise<number> {
  const settings = loadSettings(PREVIEW_ENVIRONMENT);
  const logger = createLogger({ name: 'openapi', level: 'silent', pretty: false });
  const app = await createApp({ settings, logger, preview: true });
  const text = `${JSON.stringify(buildOpenApiDocument(app), null, 2)}\n`;
  const current = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  if (checkOnly && text !== current) {
    process.stderr.write('docs/openapi.json is not current. Run "npm run openapi" and commit the file.\n');
    return 1;
  }
  if (!checkOnly) writeFileSync(FILE, text);
  process.stdout.write(`docs/openapi.json ${checkOnly ? 'is current' : 'written'}.\n`);
  return 0;
}

main(process.argv.includes('--check')).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
