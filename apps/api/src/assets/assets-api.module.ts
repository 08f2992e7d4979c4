import { Module } from '@nestjs/common';
import { AssetsModule } from '@features/assets';
import { AssetFilesController } from './asset-files.controller';
import { AssetsController } from './assets.controller';
import { ImagesController } from './images.controller';

@Module({ imports: [AssetsModule], controllers: [AssetsController, AssetFilesController, ImagesController] })
export class AssetsApiModule {}
