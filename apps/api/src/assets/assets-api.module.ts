import { Module } from '@nestjs/common';
import { AssetsModule } from '@features/assets';
import { AssetFilesController } from './asset-files.controller';
import { AssetsController } from './assets.controller';

@Module({ imports: [AssetsModule], controllers: [AssetsController, AssetFilesController] })
export class AssetsApiModule {}
