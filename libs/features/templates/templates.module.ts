import { Module } from '@nestjs/common';
import { AccountsModule } from '@features/accounts';
import { ContactsModule } from '@features/contacts';
import { DatabaseModule } from '@platform/database';
import { BrandsRepository } from './brands.repository';
import { BrandsService } from './brands.service';
import { FrozenContents } from './frozen-contents.service';
import { MergeContexts } from './merge-contexts.service';
import { PreviewPagesRepository } from './preview-pages.repository';
import { PreviewPages } from './preview-pages.service';
import { PreviewsService } from './previews.service';
import { SavedBlocksRepository } from './saved-blocks/saved-blocks.repository';
import { SavedBlocksService } from './saved-blocks/saved-blocks.service';
import { SavedPartials } from './saved-blocks/saved-partials.service';
import { TemplateCompiler } from './template-compiler.service';
import { Template } from './template.entity';
import { TemplateGallery } from './template-gallery.service';
import { TemplateVersionsRepository } from './template-versions.repository';
import { TemplatesRepository } from './templates.repository';
import { TemplatesService } from './templates.service';
import { WorkspaceValuesRepository } from './workspace-values.repository';

@Module({
  imports: [DatabaseModule.forEntities([Template]), AccountsModule, ContactsModule],
  providers: [
    BrandsRepository,
    BrandsService,
    FrozenContents,
    MergeContexts,
    PreviewPagesRepository,
    PreviewPages,
    PreviewsService,
    SavedBlocksRepository,
    SavedBlocksService,
    SavedPartials,
    TemplateCompiler,
    TemplateGallery,
    TemplateVersionsRepository,
    TemplatesRepository,
    TemplatesService,
    WorkspaceValuesRepository,
  ],
  exports: [
    BrandsService,
    FrozenContents,
    MergeContexts,
    PreviewPages,
    PreviewsService,
    SavedBlocksService,
    TemplateCompiler,
    TemplateGallery,
    TemplatesService,
  ],
})
export class TemplatesModule {}
