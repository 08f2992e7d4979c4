import { Module } from '@nestjs/common';
import { WebAppController } from './web-app.controller';
import { WebAppFiles } from './web-app-files';

@Module({ controllers: [WebAppController], providers: [WebAppFiles] })
export class WebAppModule {}
