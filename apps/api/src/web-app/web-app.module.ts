import { resolve } from 'node:path';
import { Module } from '@nestjs/common';
import { WebAppController } from './web-app.controller';
import { WebAppFiles } from './web-app-files';

/** Where the build puts the web app, seen from the folder of the installation. */
const BUILT_WEB_APP = 'dist/apps/web';

@Module({
  controllers: [WebAppController],
  providers: [{ provide: WebAppFiles, useFactory: () => new WebAppFiles(resolve(BUILT_WEB_APP)) }],
})
export class WebAppModule {}
