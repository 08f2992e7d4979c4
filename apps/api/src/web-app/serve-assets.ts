import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { precompressed } from './precompressed';
import { WebAppFiles } from './web-app-files';

/** Serves the web app's hashed files for a year, compressed as the build left them; nothing while it is not built. */
export function serveWebAppAssets(app: NestExpressApplication): void {
  const assets = join(app.get(WebAppFiles).folder, 'assets');
  app.use('/assets', precompressed(assets));
  app.useStaticAssets(assets, {
    prefix: '/assets/',
    immutable: true,
    maxAge: '1y',
    index: false,
    redirect: false,
  });
}
