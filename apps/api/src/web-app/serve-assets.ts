import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { WebAppFiles } from './web-app-files';

/** Serves the web app's hashed files for a year and its other files (icons) with a check; nothing when not built. */
export function serveWebAppAssets(app: NestExpressApplication): void {
  const { folder } = app.get(WebAppFiles);
  const assets = join(folder, 'assets');
  if (!existsSync(assets)) return;
  app.useStaticAssets(assets, {
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    index: false,
    redirect: false,
  });
}
