import { Module } from '@nestjs/common';
import { TemplatesModule } from '@features/templates';
import { BrandController } from './brand.controller';
import { PreviewsController } from './previews.controller';
import { SavedBlocksController } from './saved-blocks.controller';
import { TemplatesController } from './templates.controller';

@Module({
  imports: [TemplatesModule],
  // Previews first: `templates/preview` must not be taken for a template's id.
  controllers: [PreviewsController, SavedBlocksController, TemplatesController, BrandController],
})
export class TemplatesApiModule {}
